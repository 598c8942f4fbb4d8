"""External address: whose web pages may open a websocket to this server, decided without asking anybody.

A page of another site must not drive a learner's session, and Streamlit refuses it. But before it does, it
asks a host on the internet for this machine's own address, in the thread that serves everyone: where name
look-ups are not answered, each attempt stops the server for 20 s.

Stands in for: a setting that the external address is not wanted. Read in Streamlit 1.67.0:
`net_util.get_external_ip`, which `server_util.is_url_from_allowed_origins` calls by that name.
"""

from streamlit import net_util


def know_no_external_address() -> None:
    """Let Streamlit know no external address of this machine.

    A page from there is still served, for its origin is the host it asks; another origin that may connect is
    named in Streamlit's server.corsAllowedOrigins.
    """
    net_util.get_external_ip = lambda: None
