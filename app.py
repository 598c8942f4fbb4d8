"""The frame: page settings, language, site map."""

import streamlit as st

from gradflow.networks import DEFAULT, FAMILIES
from gradflow.service import warm
from gradflow.ui.language import words
from gradflow.ui.looking import leave_all_but
from gradflow.ui.origin import ask_nobody
from gradflow.ui.style import ICON, style
from gradflow.ui.theme import remember_theme
from gradflow.ui.turned import turned

st.set_page_config(page_title="gradflow", page_icon=ICON, layout="wide")
style()
ask_nobody()
remember_theme()
warm()
words_ = words()
names = [*(family.page for family in FAMILIES.values()), "twins", "grid", "knobs"]
pages = [st.Page(f"pages/{name}.py", title=words_(f"page.{name}"), default=name == DEFAULT.page) for name in names]
page = st.navigation(pages, position="top")
turned(page.url_path)
leave_all_but(page.url_path)
page.run()
