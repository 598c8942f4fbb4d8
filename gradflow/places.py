"""Where the app's files are: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent
ROOT = _CHECKOUT if (_CHECKOUT / "app.py").exists() else _PACKAGE / "_app"
TEXT = ROOT / "assets" / "text"
