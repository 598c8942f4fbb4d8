"""Files the browser fetches from the package: the live figure's scripts, and Plotly's.

Streamlit serves the folders that installed packages declare in their pyproject.toml. A checkout on
the path is not installed, and plotly declares none, so those two are declared here.

Stands in for: `streamlit.components.v2` registering a folder of assets by its path. Read in Streamlit 1.67.0:
`get_bidi_component_manager`, its `get_component_asset_root` and `register_from_manifest`, `ComponentConfig`,
`ComponentManifest`, and in `streamlit/static` the place and the names of the scripts of Plotly (`PlotlyChart`) and
KaTeX (`katex`).
"""

import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import streamlit
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

PACKAGE = Path(__file__).parents[2]


def declare_assets() -> None:
    """Make the folders known to the running server; where they are known, nothing happens."""
    manager = get_bidi_component_manager()
    for name, folder in _folders().items():
        if manager.get_component_asset_root(f"gradflow.{name}") is None:
            component = ComponentConfig(name, folder.name)
            manager.register_from_manifest(ComponentManifest("gradflow", "", [component]), folder.parent)


@cache
def streamlit_script(name: str) -> str:
    """The file name of a script that Streamlit itself serves, Plotly or KaTeX, or "" where it has none."""
    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return next((script.name for script in scripts.glob(f"{name}.*.js")), "")


@cache
def _folders() -> dict[str, Path]:
    """Folders by the name they are served under."""
    own = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))
    declared = own["tool"]["streamlit"]["component"]["components"]
    folders = {component["name"]: PACKAGE / component["asset_dir"] for component in declared}
    plotly = find_spec("plotly")  # found, not imported: only figures know it
    if plotly and plotly.origin:
        folders["plotly"] = Path(plotly.origin).parent / "package_data"
    return folders
