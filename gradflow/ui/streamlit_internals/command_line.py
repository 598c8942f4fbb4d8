"""Command line: start Streamlit's server in this process, as `streamlit run` does.

Stands in for: a public function that runs an app. Read in Streamlit 1.67.0: `streamlit.web.cli.main`, the command
behind the `streamlit` script.
"""

from pathlib import Path


def run(app: Path, flags: list[str]) -> None:
    """Serve this app until the process ends."""
    from streamlit.web.cli import main

    main(["run", str(app), *flags], prog_name="streamlit")
