"""The frame: page settings, language, site map."""

import streamlit as st

from gradflow.service import warm
from gradflow.ui.language import words
from gradflow.ui.origin import ask_nobody
from gradflow.ui.style import ICON, style

st.set_page_config(page_title="gradflow", page_icon=ICON, layout="wide")
style()
ask_nobody()
warm()
title = words()("page.layers")
st.navigation([st.Page("pages/layers.py", title=title, default=True)], position="hidden").run()
