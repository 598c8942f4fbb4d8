"""State by key: a control that asks for its own value is not told everybody's.

Stands in for: a look-up of one key. Read in Streamlit 1.67.0: `SafeSessionState.filtered_state`, `_state` and `_lock`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState

_whole = SafeSessionState.filtered_state


class StateByKey(Mapping[str, Any]):
    """What `filtered_state` says, each value looked up when it is asked for."""

    def __init__(self, state: SafeSessionState) -> None:
        self._of = state

    def __getitem__(self, key: str) -> Any:
        with self._of._lock:
            return self._of._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_whole.__get__(self._of))

    def __len__(self) -> int:
        return len(_whole.__get__(self._of))

    def __repr__(self) -> str:
        return repr(_whole.__get__(self._of))


def look_up_state_by_key() -> None:
    """Before the first visitor comes.

    A selectbox, a slider, a radio group ask whether their value is None, and for that Streamlit puts together a
    dictionary of all values of the session, in which each component's is an instance of a class made on the spot: with
    a page of controls and components that was half of the time in which the page is drawn.
    """
    SafeSessionState.filtered_state = property(StateByKey)  # type: ignore[assignment, method-assign]
