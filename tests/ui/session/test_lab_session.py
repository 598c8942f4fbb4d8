"""What a learner has in a laboratory, without a page around it."""

import threading

import pytest

from gradflow.experiment import Experiment
from gradflow.networks import TooManyStates
from gradflow.presets import PRESETS, presets_of
from gradflow.service.viewing.playback import Playback
from gradflow.tasks.own import Unusable, own
from gradflow.tasks.own.answers import AS_FOUND
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.place import PagePlace
from gradflow.ui.session.session import Session
from tests.tasks.owned import iris
from tests.tasks.test_in_time import MONTHS, table

SMALL = Experiment(batch_size=32, steps=20).replace(depth=3, width=16)


@pytest.fixture
def lab(server) -> LabSession:
    return LabSession(server, Playback(SMALL), "profile")


def test_it_is_a_session(lab):
    session: Session = lab
    assert (session.family, session.own, len(session.name)) == (SMALL.family, None, 32)


def test_a_choice_is_a_new_run_from_its_start(lab):
    lab.playback.step = 7
    lab.choose(depth=5)
    assert lab.experiment == SMALL.replace(depth=5)
    assert lab.playback.step == 0 and lab.playback.playing


def test_what_was_watched_before_a_choice_is_known_until_something_else_is_opened(lab):
    assert lab.before is None
    lab.choose(depth=5)
    assert lab.before == SMALL
    lab.choose(depth=5)  # heard twice
    assert lab.before == SMALL
    lab.choose(activation="tanh")
    assert lab.before == SMALL.replace(depth=5)
    lab.open(Experiment())
    assert lab.before is None


def test_a_frame_that_is_made_meanwhile_tells_of_a_run_with_the_one_before_it(lab):
    lab.choose(depth=5)
    told, ended = set(), threading.Event()

    def look() -> None:
        while not ended.is_set():
            still = lab.still()
            told.add((still.experiment.network.depth, still.before and still.before.network.depth))

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(200):
        lab.choose(depth=3)
        lab.choose(depth=5)
    ended.set()
    looking.join()
    assert told <= {(5, 3), (3, 5)}


def test_maps_that_are_open_are_part_of_the_place_and_a_link_opens_them(lab):
    assert lab.place("profile") == PagePlace()
    lab.arrive(SMALL, PagePlace("chain", maps="all", norm="unit"), "profile")
    assert lab.every_map and lab.place("profile") == PagePlace("chain", maps="all", norm="unit")
    lab.choose(depth=5)
    assert lab.every_map
    lab.arrive(SMALL, PagePlace(), "profile")  # Back, to before they were opened
    assert not lab.every_map and lab.place("profile") == PagePlace()


def test_the_same_choice_again_changes_nothing(lab):
    lab.playback.step = 7
    lab.choose(depth=3)
    assert lab.playback.step == 7


def test_in_mid_run_a_choice_is_a_change_from_the_step_on_show(lab):
    lab.mid_run, lab.playback.step = True, 4
    lab.choose(normalization="batch")
    assert lab.experiment == SMALL.with_change(4, normalization="batch")
    assert lab.now.values()["normalization"] == "batch"
    lab.playback.step = 3
    assert lab.now == SMALL
    lab.forget_changes()
    assert lab.experiment == SMALL


def test_what_decides_the_first_weights_begins_anew_in_mid_run_too(lab):
    lab.mid_run, lab.playback.step = True, 4
    lab.choose(depth=5)
    assert lab.experiment == SMALL.replace(depth=5)


def test_more_than_can_be_kept_is_refused_and_nothing_changes(server):
    large = Experiment.from_query("network=rnn&hidden_size=128&batch_size=128&sequence_length=4")
    lab = LabSession(server, Playback(large), "reach")
    lab.choose(stacked_layers=4)
    assert isinstance(lab.too_many, TooManyStates) and lab.experiment == large
    lab.choose(stacked_layers=2)
    assert lab.too_many is None and lab.experiment != large


def test_data_of_ones_own_is_learned_while_it_is_held(lab):
    mine = own(iris(), file="my.csv")
    lab.bring(mine)
    assert lab.own is mine and lab.experiment.task == mine.name
    lab.bring(None)
    assert lab.own is None and lab.experiment == SMALL


@pytest.mark.parametrize(("chosen", "left"), [(None, 60), (10, 10)])
def test_a_length_that_ones_own_data_has_cut_is_as_it_was_without_it(server, chosen, left):
    lab = LabSession(server, Playback(Experiment.from_query("network=rnn&hidden_size=8")), "reach")
    mine = lab.family.read(table(MONTHS), AS_FOUND, "sold.csv")
    lab.bring(mine)
    assert lab.experiment.network.depth == 21 and lab.refitted == {"sequence_length": (60, 21)}
    if chosen is not None:
        lab.choose(sequence_length=chosen)
    lab.choose(task="recall")
    assert lab.experiment.network.depth == left and not lab.refitted


def test_what_one_task_decides_is_not_taken_for_a_wish_by_the_next(server):
    lab = LabSession(server, Playback(Experiment.from_query("network=rnn&hidden_size=8")), "reach")
    lab.choose(task="digit_rows")
    decided = lab.experiment.network.depth
    lab.choose(task="adding")
    assert decided != 60 == lab.experiment.network.depth


def test_two_new_seeds_are_the_two_after_it(lab):
    lab.new_seed()
    lab.new_seed()
    assert lab.experiment.seed == SMALL.seed + 2


def test_files_are_named_by_the_run(lab):
    assert lab.file_name == "gradflow-digits-depth3"


def test_the_run_before_is_one_of_the_same_task(lab):
    lab.choose(depth=5)
    assert lab.before == SMALL
    lab.choose(task="moons")
    assert lab.before is None


def test_a_refusal_holds_nothing_of_the_file(lab):
    with pytest.raises(Unusable) as raised:
        own(b"a,b\n" + b"1,2\n" * 5)
    lab.refuse("file", raised.value, "short.csv")
    [(reason, file)] = lab.refused.values()
    assert reason.reason and file == "short.csv" and reason.__traceback__ is None and reason.__context__ is None


def test_a_story_stays_until_another_preset_is_opened_or_its_task_is_changed(lab):
    first, second = list(presets_of(SMALL.family))[:2]
    lab.arrive(PRESETS[first].experiment, PagePlace(), "profile")
    lab.choose(**PRESETS[second].experiment.values())  # by hand, which opens no preset
    assert lab.story == first and lab.experiment == PRESETS[second].experiment
    lab.choose(task="moons")
    assert lab.story is None


def test_a_link_tells_the_story_of_its_preset_however_many_changes_ago_that_was(lab):
    preset = PRESETS["sigmoid"].experiment
    lab.arrive(preset, PagePlace(), "profile")
    for values, said in (({"width": 48}, None), ({"connection": "residual"}, "sigmoid"), ({"gain": 2.0}, "sigmoid")):
        lab.choose(**values)
        assert lab.story == "sigmoid" and lab.place("profile").story == said
    place, now, before = lab.place("profile"), lab.experiment, lab.before
    lab.story = None
    lab.arrive(now, place, "profile", before)
    assert lab.story == "sigmoid"
