"""The frame: page settings, language, site map."""

import streamlit as st

from gradflow.networks import DEFAULT, FAMILIES
from gradflow.service import warm
from gradflow.ui.session.language import words
from gradflow.ui.session.grid_session import leave_all_but
from gradflow.ui.streamlit_internals.external_address import know_no_external_address
from gradflow.ui.style import ICON, style
from gradflow.ui.streamlit_internals.theme_cache import cache_theme
from gradflow.ui.streamlit_internals.page_change import forget_left_page

st.set_page_config(page_title="gradflow", page_icon=ICON, layout="wide")
style()
know_no_external_address()
cache_theme()
warm()
words_ = words()
names = [*(family.page for family in FAMILIES.values()), "twins", "grid", "knobs"]
pages = [st.Page(f"pages/{name}.py", title=words_(f"page.{name}"), default=name == DEFAULT.page) for name in names]
page = st.navigation(pages, position="top")
forget_left_page(page.url_path)
leave_all_but(page.url_path)
page.run()
