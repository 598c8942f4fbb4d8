"""How many connections there may be, and which goes first."""

from gradflow.serving.connections import Connections


class Named:
    aborted = False

    def abort(self) -> None:
        self.aborted = True


def test_one_address_has_no_more_than_so_many_and_this_machine_has():
    here = Connections(of_an_address=2)
    assert [here.enter(Named(), "192.0.2.7") for _ in range(3)] == [True, True, False]
    assert here.enter(Named(), "192.0.2.8") and all(here.enter(Named(), None) for _ in range(10))


def test_where_there_are_too_many_the_one_waited_for_longest_goes():
    here = Connections(descriptors=8)
    served, *waiting = [Named() for _ in range(4)]
    for each in (served, *waiting):
        assert here.enter(each, None)
    for each in waiting:
        here.wait_for(each, True)
    assert here.enter(Named(), None)
    assert [each.aborted for each in (served, *waiting)] == [False, True, False, False]


def test_nothing_is_kept_of_who_has_gone():
    here = Connections()
    for number in range(50):
        here.enter(each := Named(), f"192.0.2.{number}")
        here.wait_for(each, True)
        here.leave(each)
        here.wait_for(each, True)
    assert not (here._here or here._addresses or here._waited_for)
