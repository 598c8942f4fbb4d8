"""Family: a kind of network as one value. It says all that is plain data; what trains it, predicts it, diagnoses it
and shows it stands in one table a layer, keyed by the family (`tests/test_families.py` lists them)."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar

from gradflow.fields import Choice, Rule, Value
from gradflow.tasks.own import Answers, Own


class Network(Protocol):
    """What the config of every family has: described fields (`gradflow.fields`), and two sizes.

    depth: how far the gradient travels, in layers or in time steps. width: units a layer.
    """

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def depth(self) -> int: ...
    @property
    def width(self) -> int: ...


N = TypeVar("N")


def downcast(network: Network, config: type[N]) -> N:
    """The network, by whoever is asked only about networks of this config: a family's own modules."""
    assert isinstance(network, config), f"{network!r} is no {config.__name__}"
    return network


class Span(NamedTuple):
    """At most `count` values of a number, from low to high."""

    low: float
    high: float
    count: int


class Opening(NamedTuple):
    """A grid that a page opens with: what differs from the default experiment, and its axes."""

    values: Mapping[str, Value]
    axes: Mapping[str, tuple[Value, ...] | Span]


class OwnData(NamedTuple):
    """A learner's own file. read: the bytes, what was answered about them, and the file's name -> the task, or
    `gradflow.tasks.own.Unusable`. lent: names of the tasks that are held of such files."""

    read: Callable[[bytes, Answers, str], Own]
    lent: Container[str]


def _nothing(*_: Any) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, eq=False)
class Family:
    """One kind of network.

    name: in links and files. config: the class of its networks. page: its laboratory's file and address.
    axis: what its gradient travels along, as texts have it (`gradflow.text.Words.along`).
    tasks: what it learns, by name. own_data: how it reads a file that a learner
        brings, None where it reads none.
    default: the experiment that its laboratory opens with, where it differs from the fields' own defaults.
    grid, knobs: what the page of grids and that of two knobs open with. rates: what the page of learning rates opens
    with, where it differs from that experiment.
    rules: of an experiment's fields that allow it less, or other things.
    like: the family whose row in a table is its own too, where it has none (`OfFamily`).
    starts: what its first weights may be (`gradflow.parts.starts`).
    compiled: fields each of whose values is a program to compile.
    work: network -> units that one sample visits in a step. weights: network -> how many numbers its weights take.
    stem: network -> what tells it apart in a file's name.
    fixed: task by name -> the network's fields that the task's data decides, and their values.
    most: task by name -> fields of which its data has not enough for more than so much.
    window: network -> how many depths the gradient goes back before it is cut off; 0 where it goes all the way.
    activation: network -> the name of what bends it (`gradflow.parts.activations`).
    passed_by: network -> whether skips carry the gradient past its layers.
    closed: (network, step) -> whether its branches pass nothing on by design, and so get no gradient.
    opens: network -> whether such branches learn to pass something on.
    check: (network, batch size) -> raises ValueError where every field is allowed, and all together are not.
    """

    name: str
    config: type[Any]
    page: str
    axis: str
    tasks: Mapping[str, Any]
    grid: Opening
    knobs: Opening
    work: Callable[[Any], int]
    weights: Callable[[Any], int]
    stem: Callable[[Any], str]
    own_data: OwnData | None = None
    default: Mapping[str, Value] = field(default_factory=dict)
    rates: Mapping[str, Value] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    like: "Family | None" = None
    starts: tuple[str, ...] = ("random",)
    compiled: tuple[str, ...] = ()
    fixed: Callable[[str], Mapping[str, Value]] = _nothing
    most: Callable[[str], Mapping[str, int]] = _nothing
    window: Callable[[Any], int] = lambda _: 0
    activation: Callable[[Any], str] = lambda _: "identity"
    passed_by: Callable[[Any], bool] = lambda _: False
    closed: Callable[[Any, int], bool] = lambda *_: False
    opens: Callable[[Any], bool] = lambda _: False
    check: Callable[[Any, int], object] = _nothing

    def __repr__(self) -> str:
        return f"<family {self.name}>"

    @property
    def allowed(self) -> dict[str, Rule]:
        """The rules that stand for those of an experiment's own fields."""
        lent = self.own_data.lent if self.own_data else ()
        task, start = Choice(tuple(self.tasks), lent), Choice(self.starts)
        return {"task": task, "start": start, **self.rules}

    def read(self, content: bytes, answers: Answers, file: str) -> Own:
        """A learner's file as a task, of a family that reads some. Raises `gradflow.tasks.own.Unusable`."""
        assert self.own_data is not None, f"{self!r} reads no files"
        return self.own_data.read(content, answers, file)


Row = TypeVar("Row")


class OfFamily(dict[Family, Row]):
    """A table keyed by family. One that is like another has that one's row where it has none of its own."""

    def __missing__(self, family: Family) -> Row:
        if family.like is None:
            raise KeyError(family)
        return self[family.like]

    def __contains__(self, family: object) -> bool:
        like = family.like if isinstance(family, Family) else None
        return super().__contains__(family) or (like is not None and like in self)
