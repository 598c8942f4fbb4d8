"""The site map: every page of the app, in the order of its navigation. `app.py`, links and navigation read it."""

from dataclasses import dataclass

from gradflow.networks import DEFAULT, FAMILIES, Family


@dataclass(frozen=True)
class Page:
    """name: its address, its file under `pages/` and its words, `page.<name>`.

    default: whether the bare address opens it. hidden: it is in no navigation; a link leads there.
    settings: whether the sidebar has any; else, if anything, the choice of language.
    """

    name: str
    default: bool = False
    hidden: bool = False
    settings: bool = False

    @property
    def file(self) -> str:
        return f"pages/{self.name}.py"


PAGES = (
    LESSONS := Page("lessons"),
    *(Page(family.page, default=family is DEFAULT, settings=True) for family in FAMILIES.values()),  # laboratories
    TWINS := Page("twins", settings=True),
    Page("grid", settings=True),
    Page("knobs", settings=True),
    RATES := Page("rates", settings=True),
    REPAIR_SHOP := Page("repairs"),
    Page("cases"),
    Page("glossary"),
    ROOM_PAGE := Page("room", hidden=True),
)


def laboratory_of(family: Family) -> Page:
    """Where a run of this family is opened."""
    return next(page for page in PAGES if page.name == family.page)
