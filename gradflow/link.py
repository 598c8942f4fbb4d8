"""The grammar of links: what stands for what in one. What a value may be, the fields' rules say.

A link is a query string. It holds network=NAME where that is not the default one, field=value for every field that
differs from its default, change=STEP:field:value for every change in mid-run, grid=field:value,value,... for every
axis of a grid, twin=LINK for every twin, and at its end v=FORMAT (`gradflow.formats`). The link of what gradflow opens
with is empty. Beside these a page says lang=LANGUAGE, shown=MEASURE and where on it its reader is: view=VIEW, maps=all
where all three are open, norm=NORM by which layers are compared, repair=NAME of the shop, lesson=NAME, test=before or
after the lessons, pace=STEPS A SECOND, step=STEP where the run stands still, layer=LAYER pointed at,
was=FIELD:VALUE,... of the run before, term=NAME in the glossary, case=NAME on the page of cases, room=CODE of a class
and its screen=NAME, own=LINK of what a room is to be opened on, only=FIELD,FIELD:LOW:HIGH,... the controls that a
laboratory shows, story=NAME the preset that a run came of, ask=SENTENCE its teacher's question, screen=projector one
to be read from the last row. These are the page's own: an experiment or a grid is the same with and without them.
"""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

from gradflow.fields import Value
from gradflow.formats import FORMAT, check_format
from gradflow.invalid import QueryPair

NETWORK = "network"
CHANGE = "change"
AXIS = "grid"
ALL = "all"  # of an axis: every choice there is; of maps: each of the three
TWIN = "twin"
VERSION = "v"
SHOWN = "shown"  # what colours a cell
LANGUAGE = "lang"
VIEW = "view"
MAPS = "maps"
NORM = "norm"  # by which the sizes of layers are compared
PACE = "pace"
STEP = "step"
LAYER = "layer"
WAS = "was"  # what fields were in the run before
TERM = "term"  # of the glossary
LESSON = "lesson"
PAPER = "paper"  # that is printed of a lesson
EXAM = "test"  # before the lessons, or after them
REPAIR = "repair"  # of the repair shop
STORY = "story"  # the preset that was opened last, where neither the run nor the one before it is one
ONLY = "only"  # these controls in a laboratory, by field
ASK = "ask"  # a teacher's question, in the place of a laboratory's own
CASE = "case"  # on the page of cases
OWN = "own"  # LINK of an experiment that a room is to be opened on
ROOM = "room"  # a class's, by its code
SCREEN = "screen"  # which side of a room; of a laboratory, the projector's
PROJECTOR = "projector"
OF_PLACES = (VIEW, MAPS, NORM, PACE, STEP, LAYER, WAS, REPAIR, STORY, ONLY, ASK, SCREEN)
OF_PAGES = (LANGUAGE, SHOWN, *OF_PLACES, TERM, LESSON, PAPER, EXAM, CASE, ROOM, OWN)
CHANGE_FORM = "step:field:value"
Query = str | Mapping[str, str] | Sequence[QueryPair]


def pairs_of(query: Query) -> list[QueryPair]:
    """What a link says of experiments, in order, without its format. InvalidFields where a newer gradflow made it."""
    if isinstance(query, str):
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True)
    else:
        pairs = list(query.items()) if isinstance(query, Mapping) else list(query)
    formats, rest = split(pairs, VERSION)
    for text in formats:
        check_format(VERSION, text)
    return [(name, text) for name, text in rest if name not in OF_PAGES]


def text_of(pairs: Sequence[QueryPair]) -> str:
    """The link that says this, without the question mark."""
    return urlencode([*pairs, (VERSION, str(FORMAT))], safe=":,") if pairs else ""


def split(pairs: Iterable[QueryPair], name: str) -> tuple[list[str], list[QueryPair]]:
    """The texts of this name, and all other pairs."""
    texts: list[str] = []
    rest: list[QueryPair] = []
    for pair in pairs:
        texts.append(pair[1]) if pair[0] == name else rest.append(pair)
    return texts, rest


def value_text(value: Value | None) -> str:
    return str(value).lower() if isinstance(value, bool) or value is None else f"{value}"


def change_text(step: object, name: str, value: Value | None) -> str:
    return f"{step}:{name}:{value_text(value)}"


def axis_text(name: str, values: Iterable[Value | None]) -> str:
    return f"{name}:{','.join(map(value_text, values))}"
