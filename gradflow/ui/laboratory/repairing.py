"""A network being repaired: what is wrong with it, how far it is, and the way on."""

import streamlit as st

from gradflow.link import REPAIR
from gradflow.repairs import REPAIRS, budget
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.site import REPAIR_SHOP, laboratory_of
from gradflow.ui.widgets.live_text import live_text


def repairing(session: LabSession, mended: bool, token: str, words: Words) -> None:
    """mended: whether it shows what it should, and so the next is offered."""
    repair = REPAIRS[session.repair or ""]
    with st.container(border=True, key="repairing"):
        st.markdown(f"{words(f'repair.{session.repair}.symptom')} *({budget(repair, words)})*")
        if repair.keeps:
            names = words("repairs.and").join(words(f"field.{name}.label") for name in repair.keeps)
            st.caption(words("repairs.stays", names=names))
        live_text("repair", token, spoken="what")
        with st.container(horizontal=True, key="repairs"):
            if mended:
                _next(session.repair or "", words)
            st.button(words("repairs.again"), key="repair.again", on_click=open_repair, args=(session, session.repair))
            st.page_link(REPAIR_SHOP.file, label=words("repairs.all"))
            st.button(words("repairs.leave"), key="repair.leave", on_click=_leave, args=(session,), type="tertiary")


def open_repair(session: LabSession, name: str) -> None:
    """The network as it is brought in."""
    session.repair, session.story, session.mid_run = name, None, False
    session.view = next(iter(LABORATORIES[session.family].views))
    session.open(REPAIRS[name].broken)


def _next(name: str, words: Words) -> None:
    """A link: the next may be of another laboratory."""
    names = list(REPAIRS)
    following = names[(names.index(name) + 1) % len(names)]
    page = laboratory_of(REPAIRS[following].broken.family)
    label = words("repairs.more", label=words(f"repair.{following}.label"))
    if st.button(label, key="repair.next", type="primary"):
        st.switch_page(page.file, query_params=query_of(following))


def query_of(name: str) -> dict[str, str]:
    """What a link to this repair says."""
    return {"network": REPAIRS[name].broken.family.name, REPAIR: name}


def _leave(session: LabSession) -> None:
    session.repair = None
