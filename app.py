"""The frame: page settings, the visit and the server it is served by, navigation."""

import streamlit as st

from gradflow.ui.root import server
from gradflow.ui.session.browser_state import begin_visit
from gradflow.ui.site import PAGES
from gradflow.ui.streamlit_internals.external_address import know_no_external_address
from gradflow.ui.streamlit_internals.page_change import forget_left_page
from gradflow.ui.streamlit_internals.theme_cache import cache_theme
from gradflow.ui.style import ICON, style

st.set_page_config(page_title="gradflow", page_icon=ICON, layout="wide")
style()
know_no_external_address()
cache_theme()
visit = begin_visit(server())
pages = [st.Page(each.file, title=visit.words(f"page.{each.name}"), default=each.default) for each in PAGES]
page = st.navigation(pages, position="top")
if visit.comes_to(page.url_path):
    forget_left_page()
page.run()
