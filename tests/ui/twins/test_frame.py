"""The frame of the twins, without Streamlit."""

import time

from gradflow.experiment import Experiment
from gradflow.service.viewing.playback import Playback
from gradflow.text import Words
from gradflow.ui.session.twins_session import TwinsSession
from gradflow.ui.twins.frame import MAPS, advance, frame_of

EN = Words("en")
SMALL = Experiment(batch_size=32, steps=4).replace(depth=3, width=16)


def test_it_says_what_differs_and_shows_all_of_them(server):
    twins = TwinsSession(server, (SMALL, SMALL.replace(normalization="batch")), Playback(SMALL, pace=1000), {})
    first = frame_of(twins, [], EN)
    assert first.text.status == EN("status.compiling")
    end = time.monotonic() + 60
    while not twins.playback.ended(twins.together()) and time.monotonic() < end:
        others = advance(twins, 0.5)
        time.sleep(0.01)
    frame = frame_of(twins, others, EN)
    assert list(frame.pictures) == [MAPS, "signals", "results"]
    assert frame.text.status.startswith(EN("twins.done", step=3, steps=4))
    assert EN("twins.fair") in frame.text.notes and EN("field.normalization.label") in frame.text.headline
