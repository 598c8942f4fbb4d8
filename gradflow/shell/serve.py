"""The shell's `gradflow serve`: the app for a class, in one process or in several that are watched over."""

from __future__ import annotations

import os
import sys

import click

from gradflow.shell.given import allowed
from gradflow.shell.start import start
from gradflow.shell.usage import WrongUsage

MOST = 64
DRAIN = 30  # seconds


@click.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; a proxy is on this machine."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port of the first process."
)
@click.option("--base-path", help="Path that a proxy serves the app under, e.g. gradflow; without it the app is at /.")
@click.option(
    "--processes",
    type=click.IntRange(1, MOST),
    default=1,
    show_default=True,
    help="So many, each with a port of its own from the first on, for nginx to share out.",
)
@click.option(
    "--drain",
    type=click.IntRange(0, 3600),
    help=f"Seconds that learners have after SIGTERM while nobody new comes in; {DRAIN} with several processes, else 0.",
)
@click.option("--database", metavar="URL", help="Of the rooms: sqlite:////path/to/file or postgresql://user@host/name.")
def serve(host: str, port: int, base_path: str | None, processes: int, drain: int | None, database: str | None) -> None:
    """Serve the app to a class, without a browser, until SIGTERM.

    Several processes use several cores: a class shares one of them, another class the next. Whichever dies is
    started again. SIGHUP renews them one after the other, for a new version.

    \b
    gradflow serve --base-path gradflow
    gradflow serve --processes 4 --base-path gradflow
    """
    from gradflow.classroom.store.database import VARIABLE
    from gradflow.ui.settings import DRAIN as PATIENCE

    if port + processes - 1 > 65535:
        raise WrongUsage(f"--port {port} with --processes {processes}: allowed are ports up to 65535")
    patience = drain if drain is not None else DRAIN if processes > 1 else 0
    os.environ |= {PATIENCE: str(patience)} | ({VARIABLE: database} if database else {})
    if processes == 1:
        return start(host, port, base_path, open_browser=False)
    _supervise(host, range(port, port + processes), base_path, patience)


def _supervise(host: str, ports: range, base_path: str | None, patience: int) -> None:
    from gradflow.serving.processes.orphan import PARENT
    from gradflow.serving.processes.supervisor import Supervisor
    from gradflow.ui import settings

    with allowed():
        settings.check()
        share = settings.share_of(len(ports))
    path = ["--base-path", base_path] if base_path else []
    common = ["--host", host, *path, "--drain", str(patience)]
    commands = [[sys.executable, "-m", "gradflow", "serve", "--port", str(port), *common] for port in ports]
    base = f"/{base_path.strip('/')}" if base_path else ""

    def is_ready(number: int) -> bool:
        return _answers(f"http://{host}:{ports[number]}{base}/readyz")

    click.echo(
        f"gradflow: {len(ports)} processes on {host}, ports {ports[0]} to {ports[-1]}, for a proxy to share out."
    )
    Supervisor(commands, os.environ | share | {PARENT: str(os.getpid())}, patience, is_ready).run()


def _answers(address: str) -> bool:
    from urllib.request import urlopen

    try:
        with urlopen(address, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False
