"""A network being repaired: what is wrong with it, how far it is, and the way on."""

from functools import partial

import streamlit as st

from gradflow.link import NETWORK, REPAIR
from gradflow.networks import DEFAULT
from gradflow.repairs import REPAIRS, budget
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.site import REPAIR_SHOP, laboratory_of
from gradflow.ui.widgets.learner_memory import learner_memory
from gradflow.ui.widgets.live_text import live_text


def mended(session: LabSession) -> bool:
    """Whether what is being repaired shows what it should, up to the step on show."""
    if session.repairing is None:
        return False
    found = session.inspected(session.server.runs.get(session.experiment).upto(session.playback.step))
    return found is not None and found.repaired


def repairing(session: LabSession, name: str, token: str, words: Words) -> None:
    """name: of what is being repaired. Once it is mended, the next is offered."""
    st.html(f"<style>{_at_home()}</style>")
    with st.container(key="repairing"):
        with st.container(horizontal=True, vertical_alignment="center", key="repair_symptom"):
            st.markdown(f"{words(f'repair.{name}.symptom')} *({budget(REPAIRS[name], words)})*", width="stretch")
            again = partial(open_repair, session, name)
            icon = ":material/replay:"
            st.button(words("repairs.again"), key="repair.again", on_click=again, type="tertiary", icon=icon)
            st.button(words("repairs.leave"), key="repair.leave", on_click=_leave, args=(session,), type="tertiary")
        live_text("repair", token, spoken="what")
        if mended(session):
            learner = visit().learner()
            learner.memory.repaired.add(name)
            learner_memory(learner, words)
            _next(session, name, words)


def _at_home() -> str:
    """The navigation says where one came from: the repair shop, though the page is a laboratory's."""
    links = '[data-testid="stTopNavLink"]'
    here = f'{links}[href$="/{REPAIR_SHOP.name}"]'
    return (
        f'{links}[aria-current="page"]:not([href$="/{REPAIR_SHOP.name}"]) {{ background: none !important; }}'
        f"{here} {{ background: rgb(128 128 128 / 15%); }} {here} * {{ font-weight: 600; }}"
    )


def open_repair(session: LabSession, name: str) -> None:
    """The network as it is brought in."""
    session.repair, session.story, session.mid_run = name, None, False
    session.view = next(iter(LABORATORIES[session.family].views))
    session.open(REPAIRS[name].broken)


def _next(session: LabSession, name: str, words: Words) -> None:
    """It may be of another laboratory."""
    names = list(REPAIRS)
    following = names[(names.index(name) + 1) % len(names)]
    label = words("repairs.more", label=words(f"repair.{following}.label"))
    here = REPAIRS[following].broken.family is session.family
    opens = partial(open_repair, session, following) if here else None
    if st.button(label, key="repair.next", icon=":material/arrow_forward:", on_click=opens) and not here:
        go(visit(), following)


def go(visit: Visit, name: str) -> None:
    """To the laboratory of the family of this network."""
    family = REPAIRS[name].broken.family
    if lab := visit.labs.get(family):  # one not yet been to reads it from its link
        open_repair(lab, name)
    named = {} if family is DEFAULT else {NETWORK: family.name}
    st.switch_page(laboratory_of(family).file, query_params={**named, REPAIR: name})


def _leave(session: LabSession) -> None:
    session.repair = None
