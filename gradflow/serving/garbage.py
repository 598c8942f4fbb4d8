"""Garbage: a process that serves looks seldom for what refers to itself in circles, and then not through everything."""

import gc

SELDOM = 50_000, 20, 20  # objects until the next collection: of forty frames, and hardly anything in them is a circle


def collect_seldom() -> None:
    """Called where a process begins, once its modules are there and before anybody comes.

    What is there stays, and is not looked through again: a collection that does is a frame late for everybody. A
    learner's page must not be among it, for it would never go, nor would the data that the learner brings to it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
