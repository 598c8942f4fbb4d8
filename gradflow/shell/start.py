"""Start: the app in this process."""

from gradflow.places import ROOT
from gradflow.shell.given import allowed


def start(host: str, port: int | None, base_path: str | None, open_browser: bool) -> None:
    """Hand over to Streamlit; its settings are in .streamlit/config.toml beside the app."""
    from gradflow.serving.processes.orphan import end_with_supervisor
    from gradflow.ui.settings import check
    from gradflow.ui.streamlit_internals.command_line import run as run_app
    from gradflow.ui.streamlit_internals.external_address import know_no_external_address
    from gradflow.ui.streamlit_internals.uvicorn_settings import bound_connections

    with allowed():
        check()
    end_with_supervisor()
    know_no_external_address()
    bound_connections()
    chosen = {
        "server.address": host,
        "server.port": port,
        "server.baseUrlPath": base_path,
        "server.headless": None if open_browser else "true",
    }
    flags = [f"--{name}={value}" for name, value in chosen.items() if value is not None]
    run_app(ROOT / "app.py", flags)
