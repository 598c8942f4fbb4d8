"""Opening a page: the visit's session there, and what the address bar says taken up by it."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from gradflow.comparison.grid import Grid
from gradflow.comparison.twins import TWIN, read
from gradflow.experiment import default_of
from gradflow.invalid import QueryPair
from gradflow.lessons import LESSONS
from gradflow.lessons.exam import FORMS
from gradflow.link import CASE, EXAM, LESSON, PAPER, TERM, WAS
from gradflow.networks import Family
from gradflow.presets import presets_of
from gradflow.repairs import REPAIRS, repairs_of
from gradflow.service.viewing.playback import Playback
from gradflow.text import Words
from gradflow.ui.session.address import Said
from gradflow.ui.session.cases_session import CasesSession
from gradflow.ui.session.grid_session import GridSession
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.language import asked
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from gradflow.ui.session.links import grid_link, link
from gradflow.ui.session.links.earlier import earlier
from gradflow.ui.session.place import Places
from gradflow.ui.session.twins_session import TwinsSession, opening
from gradflow.ui.session.visit import Visit
from gradflow.ui.streamlit_internals.history_navigation import went_through_history


def come_to(visit: Visit, page: str) -> None:
    """A run of this page begins. An address that the browser went back to is in the language of its time."""
    visit.come_to(page)
    visit.address.come(page, link.bar(), went_through_history())
    if visit.address.unread:
        visit.words = Words(asked())


def open_lab(visit: Visit, family: Family, views: Sequence[str]) -> LabSession:
    """The session in the laboratory for this family of networks; views: those it has, the first at first."""
    lab = visit.labs.get(family)
    if lab is None or visit.address.unread:
        experiment, broken, elsewhere = link.read(family, _held(lab))
        described = experiment.described()
        depth, stories = experiment.network.depth, tuple(presets_of(family))
        places = Places(views, experiment.steps, depth, repairs_of(family), stories, described)
        place, misplaced = places.read(link.pairs())
        if place.repair and experiment == default_of(family.config):  # a link to the repair alone
            experiment = REPAIRS[place.repair].broken
        if lab is None:
            lab = visit.labs[family] = LabSession(visit.server, Playback(experiment), views[0])
        lab.arrive(experiment, place, views[0], earlier(experiment, st.query_params.get(WAS, "")))
        lab.broken, lab.misplaced, lab.elsewhere = broken, misplaced, elsewhere
        _take(visit, link.said_of(experiment.to_pairs(), visit.words, place))
    visit.lab = lab
    return lab


def open_twins(visit: Visit) -> TwinsSession:
    """The session on the page of twins."""
    twins = visit.twins
    if twins is None or visit.address.unread:
        good, wrong = read(st.query_params.get_all(TWIN), [name for lab in visit.labs.values() for name in _held(lab)])
        experiments = good or opening()
        place, misplaced = Places(steps=max(each.steps for each in experiments)).read(link.pairs())
        if twins is None:
            twins = visit.twins = TwinsSession(visit.server, experiments, Playback(experiments[0]), visit.labs)
        twins.arrive(experiments, place, chosen=bool(good))
        twins.wrong, twins.misplaced = wrong, misplaced
        _take(visit, link.said_of(twins.to_pairs(), visit.words))
    return twins


def open_grid(
    visit: Visit,
    page: str,
    default: Callable[[Family], Grid],
    fits: Callable[[Grid], bool],
    shown: str,
    kind: type[GridSession] = GridSession,
) -> GridSession:
    """The session on this page of grids. fits: which grids the page can draw; shown: what colours a cell at first;
    kind: the class of its sessions."""
    session = visit.grids.get(page)
    if session is None or visit.address.unread:
        held = [name for lab in visit.labs.values() for name in _held(lab)]
        grid, broken, refused, colour = grid_link.read(default, fits, held)
        if session is None:
            session = visit.grids[page] = kind(visit.server, page, default, grid, shown, labs=visit.labs)
            if visit.lab is not None:  # the same person, who watches no run any more
                session.name = visit.lab.name
        session.arrive(grid, colour or shown, broken, refused)
        _take(visit, grid_link.said_of(grid, colour if colour != shown else "", visit.words))
    session.let_go()
    return session


def open_lessons(visit: Visit) -> LessonsSession:
    """The session on the page of lessons, at the one that the link names, or at the list of them."""
    lessons = visit.learner()
    if visit.address.unread:
        lessons.open(st.query_params.get(LESSON, ""), st.query_params.get(PAPER, ""))
        lessons.unknown = _unknown(LESSON, LESSONS)
        if EXAM in st.query_params:
            lessons.open_exam(st.query_params[EXAM])
            lessons.unknown = _unknown(EXAM, FORMS)
    open_list(visit, lessons.to_pairs())
    return lessons


def _unknown(name: str, known: Collection[str]) -> str:
    """What the link names and nobody knows, "" where it names nothing or something that there is."""
    asked = st.query_params.get(name, "")
    return "" if asked in known else asked


def open_glossary(visit: Visit, asked: str) -> None:
    """asked: the entry of the link, "" for none."""
    open_list(visit, [(TERM, asked)] if asked else [])


def open_list(visit: Visit, said: Sequence[QueryPair] = ()) -> None:
    """A page of things to read and to open, which shows what its address says, and of which no more is kept."""
    says = link.said_of(said, visit.words)
    _take(visit, says)
    link.write(visit.address, says)


def open_cases(visit: Visit, known: Collection[str]) -> CasesSession:
    """The session on the page of cases. known: their names; a link to another one opens the page alone."""
    if visit.address.unread:
        visit.cases.unknown = _unknown(CASE, known)
        visit.cases.arrive("" if visit.cases.unknown else st.query_params.get(CASE, ""))
    says = link.said_of(visit.cases.to_pairs(), visit.words)
    _take(visit, says)
    link.write(visit.address, says)
    return visit.cases


def _take(visit: Visit, says: Said) -> None:
    """What this address says is what the page says; a page that was come to by its name alone has yet to say it."""
    if visit.address.unread:
        visit.address.take(says)


def _held(lab: LabSession | None) -> Sequence[str]:
    """The tasks of its own data, by name."""
    return [lab.own.name] if lab and lab.own else []
