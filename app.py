"""The app: Streamlit's application with our own routes where it is served, and where Streamlit runs it as its script
the frame of every page: settings, the visit and the server it is served by, navigation."""

import streamlit as st

from gradflow.serving.descriptors import raise_soft_limit
from gradflow.serving.garbage import collect_seldom
from gradflow.serving.processes.draining import Draining
from gradflow.serving.seats import Seats
from gradflow.serving.sent.logo import ICON, NAME
from gradflow.ui.failed import say_so
from gradflow.ui.first_paint import title_of
from gradflow.ui.front import middleware
from gradflow.ui.root import classroom, server
from gradflow.ui.routes import routes
from gradflow.ui.session.browser_state import begin_visit, has_begun
from gradflow.ui.session.opening import come_to
from gradflow.ui.settings import drain
from gradflow.ui.site import PAGES, Page
from gradflow.ui.streamlit_internals.entry_script import run_pages_in_entry_script
from gradflow.ui.streamlit_internals.error_dialogs import show_no_error_dialogs
from gradflow.ui.streamlit_internals.external_address import know_no_external_address
from gradflow.ui.streamlit_internals.loggers import log_briefly
from gradflow.ui.streamlit_internals.state_by_key import look_up_state_by_key
from gradflow.ui.style import style
from gradflow.ui.widgets.address_bar import begin_afresh


def frame() -> None:
    st.set_page_config(page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    if not has_begun():
        begin_afresh()
    visit = begin_visit(server())
    st.logo(NAME, size="large")
    pages = {each: _page(each, visit.words(f"page.{each.name}")) for each in PAGES}
    page = st.navigation(list(pages.values()), position="top")
    style(visit.words, next(each.settings for each, target in pages.items() if target is page))
    st.set_page_config(page_title=title_of(page.url_path, visit.words))
    come_to(visit, page.url_path)
    with st.container(key="pages"):  # on a phone, at its lower edge
        for each, target in pages.items():
            if not each.hidden:
                st.page_link(target, label=visit.words(f"tab.{each.name}"))
    page.run()


def _page(page: Page, title: str) -> st.Page:
    return st.Page(page.file, title=title, default=page.default, visibility="hidden" if page.hidden else "visible")


if __name__ == "__main__":
    frame()
else:
    run_pages_in_entry_script()
    know_no_external_address()
    log_briefly()
    raise_soft_limit()
    show_no_error_dialogs()
    look_up_state_by_key()
    seats = Seats()
    draining = Draining(drain(), lambda: len(seats))
    own = routes(server(), classroom(), lambda: "draining" if draining.begun else server().waits())
    front = middleware(server(), own, seats, lambda: draining.begun)
    app = st.App(__file__, routes=own, middleware=front, on_script_error=say_so)
    draining.listen()
    collect_seldom()
