"""The frame: page settings, language, navigation."""

import streamlit as st

from gradflow.service import warm
from gradflow.ui.session.grid_session import leave_all_but
from gradflow.ui.session.language import words
from gradflow.ui.site import PAGES
from gradflow.ui.streamlit_internals.external_address import know_no_external_address
from gradflow.ui.streamlit_internals.page_change import forget_left_page
from gradflow.ui.streamlit_internals.theme_cache import cache_theme
from gradflow.ui.style import ICON, style

st.set_page_config(page_title="gradflow", page_icon=ICON, layout="wide")
style()
know_no_external_address()
cache_theme()
warm()
words_ = words()
pages = [st.Page(each.file, title=words_(f"page.{each.name}"), default=each.default) for each in PAGES]
page = st.navigation(pages, position="top")
forget_left_page(page.url_path)
leave_all_but(page.url_path)
page.run()
