"""The colours of a printed page."""

import re
import tomllib

from gradflow.places import ROOT
from gradflow.ui.paper import LIGHT


def test_every_colour_that_is_drawn_with_is_one_of_a_printed_page_too():
    written = [
        each.read_text(encoding="utf-8") for kind in ("py", "js", "css") for each in ROOT.glob(f"gradflow/**/*.{kind}")
    ]
    drawn = {name for text in written for name in re.findall(r"var\(--st-([a-z-]+)-color\b", text)}
    assert {"blue", "text", "primary"} <= drawn <= LIGHT.keys()


def test_a_printed_page_has_the_colours_of_the_light_one():
    ours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]["light"]
    assert LIGHT["text"] == ours["textColor"] and LIGHT["primary"] == ours["primaryColor"]
