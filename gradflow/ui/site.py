"""The site map: every page of the app, in the order of its navigation. `app.py`, links and navigation read it."""

from dataclasses import dataclass

from gradflow.networks import MLP, RNN, Network


@dataclass(frozen=True)
class Page:
    """name: its address, its file under `pages/` and its words, `page.<name>`.

    laboratory_of: the kind of network whose runs it opens. default: whether the bare address opens it.
    """

    name: str
    laboratory_of: type[Network] | None = None
    default: bool = False

    @property
    def file(self) -> str:
        return f"pages/{self.name}.py"


PAGES = (
    Page("layers", laboratory_of=MLP, default=True),
    Page("time", laboratory_of=RNN),
    TWINS := Page("twins"),
    Page("grid"),
    Page("knobs"),
)


def laboratory_of(kind: type[Network]) -> Page:
    """Where a run of this kind of network is opened."""
    return next(page for page in PAGES if page.laboratory_of is kind)
