"""The app: Streamlit's application with our own routes where it is served, and where Streamlit runs it as its script
the frame of every page: settings, the visit and the server it is served by, navigation."""

import streamlit as st

from gradflow.ui.root import server
from gradflow.ui.routes import routes
from gradflow.ui.session.browser_state import begin_visit
from gradflow.ui.site import PAGES
from gradflow.ui.streamlit_internals.external_address import know_no_external_address
from gradflow.ui.style import ICON, NAME, style


def frame() -> None:
    st.set_page_config(page_title="gradflow", page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    visit = begin_visit(server())
    style(visit.words)
    st.logo(NAME, size="large")
    pages = {each: st.Page(each.file, title=visit.words(f"page.{each.name}"), default=each.default) for each in PAGES}
    page = st.navigation(list(pages.values()), position="top")
    visit.come_to(page.url_path)
    with st.container(key="pages"):  # on a phone, at its lower edge
        for each, target in pages.items():
            st.page_link(target, label=visit.words(f"tab.{each.name}"))
    page.run()


if __name__ == "__main__":
    frame()
else:
    know_no_external_address()
    app = st.App(__file__, routes=routes(server().streams))
