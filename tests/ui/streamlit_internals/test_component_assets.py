"""The folders that the browser fetches from are there, and Streamlit takes them by the names that are used."""

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from gradflow.ui.streamlit_internals import component_assets


def test_the_folders_have_the_scripts():
    folders = component_assets._folders()
    assert (folders["live_figure"] / "live_figure.js").exists()
    assert (folders["plotly"] / "plotly.min.js").exists()


def test_streamlit_takes_a_folder_by_the_names_that_are_used():
    manager = BidiComponentManager()
    folder = component_assets._folders()["live_figure"]
    assert manager.get_component_asset_root("gradflow.live_figure") is None
    component = ComponentConfig("live_figure", folder.name)
    manager.register_from_manifest(ComponentManifest("gradflow", "", [component]), folder.parent)
    root = manager.get_component_asset_root("gradflow.live_figure")
    assert root is not None and root.resolve() == folder.resolve()


def test_streamlit_has_the_plotly_and_the_katex_that_its_own_elements_load():
    assert component_assets.streamlit_script("PlotlyChart").endswith(".js")
    assert component_assets.streamlit_script("katex").endswith(".js")
