"""Streamlit's own command starts the app."""

import click
from streamlit.web import cli

from gradflow.places import ROOT
from gradflow.ui.streamlit_internals import command_line


def test_it_runs_the_app_with_the_flags(monkeypatch):
    started = []
    monkeypatch.setattr(cli, "main", lambda args, prog_name: started.append((args, prog_name)))
    command_line.run(ROOT / "app.py", ["--server.port=1"])
    assert started == [(["run", str(ROOT / "app.py"), "--server.port=1"], "streamlit")]


def test_streamlit_still_has_the_command_that_is_used():
    assert isinstance(cli.main, click.Group) and "run" in cli.main.commands
