"""A learner's own file as sequences: one long series of which windows are read, or a whole sequence a row."""

from gradflow.tasks.own.in_time.task import MOST_NUMBERS, MOST_TIME_STEPS, in_time

__all__ = ["MOST_NUMBERS", "MOST_TIME_STEPS", "in_time"]
