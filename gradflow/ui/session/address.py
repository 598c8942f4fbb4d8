"""Address: what the browser's address bar says, as far as the server knows.

What the bar says is taken up where it was not the page that wrote it: when a session begins, and when the browser went
back or forward. Then it stays as it is, even where the page would say the same in other words, or refuses it; it is
written when the page comes to say something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradflow.link import VERSION
from gradflow.ui.session.place import MOVING

Said = dict[str, list[str]]  # the pairs of a link, by name
MOST = 20  # addresses written that a browser has not heard of


@dataclass
class Address:
    """unread: the bar says what no page has taken up yet. page: the one on show; says: what it has to say.

    A browser that has not heard of what was written last still says what it knew before: nobody went there. So `_known`
    is all that it may say, the last it was seen to say and what was written since. What moves in an address by itself
    the browser writes there. taken: how often the bar was taken up.
    """

    unread: bool = True
    page: str | None = None
    says: Said = field(default_factory=dict)
    taken: int = 0
    _known: list[Said] = field(default_factory=list)

    def come(self, page: str, bar: Mapping[str, list[str]], went: bool) -> None:
        """A run of this page begins; bar: what its browser's address says. went: back or forward, to there."""
        said = {name: list(texts) for name, texts in bar.items() if name not in (*MOVING, VERSION)}
        if page != self.page:
            self.page, self._known, self.says = page, [said], said
        elif said not in self._known:
            went = True
        elif said == self._known[-1] and self._known.count(said) == 1:
            self._known = [said]
        if went:
            self.unread, self._known = True, [said]

    @property
    def resting(self) -> str:
        """What the bar says of what does not move, in its own words, once it says what the page does; as the browser
        reads it (`frontend/history.js`)."""
        said = self._known[-1] if self._known else {}
        return "&".join(sorted(f"{name}={text}" for name, texts in said.items() for text in texts))

    def take(self, says: Said) -> None:
        """The page has taken up what the bar says, and says it so."""
        self.unread, self.says, self.taken = False, says, self.taken + 1

    def news(self, says: Said) -> Said | None:
        """What the bar is to say now that the page says this; None for what it says already."""
        if says == self.says:
            return None
        self.says = says
        self._known = [*self._known[-MOST:], {name: texts for name, texts in says.items() if name != VERSION}]
        return says
