"""Tasks: the training part of each, inputs [sample, input] and targets [sample, output]."""

import base64
import zlib
from functools import cache

import numpy as np

from gradflow.export.fragments.settings import DIGITS, OWN, OWN_INPUTS, OWN_OUTPUTS


def training_part(inputs, targets):
    """80 % of the samples; the others are held out."""
    chosen = np.random.default_rng(20_000).permutation(len(inputs))[: int(0.8 * len(inputs))]
    return inputs.astype(np.float32)[chosen], targets.astype(np.float32)[chosen]


def other_folds(inputs, targets, training):
    """Without the fold that is held out."""
    before, after = (len(inputs) * fold // training.folds for fold in (training.fold - 1, training.fold))
    return tuple(np.concatenate([rows[:before], rows[after:]]) for rows in (inputs, targets))


@cache  # if recurrent
def digits():
    """Handwritten digits, 8 × 8 pixels, every pixel with mean 0 and standard deviation 1.

    Alpaydin & Kaynak 1998, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository.
    """
    rows = np.frombuffer(zlib.decompress(base64.b85decode("".join(DIGITS.split()))), np.uint8).reshape(-1, 65)
    pixels, labels = training_part(rows[:, :64], np.eye(10)[rows[:, 64]])
    return (pixels - pixels.mean(axis=0)) / np.maximum(pixels.std(axis=0), 0.5), labels


def spirals():
    """Two arms of one and a half turns."""
    rng = np.random.default_rng(20_000)
    labels = np.arange(1280) % 2
    radius = np.sqrt(rng.uniform(0.01, 1, 1280))
    angle = 3 * np.pi * radius + np.pi * labels
    points = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    points = points + rng.normal(0, 0.02, points.shape)
    return training_part(points / points.std(axis=0), np.eye(2)[labels])


def moons():
    """Two half circles, each around an end of the other."""
    angle = np.linspace(0, np.pi, 640)
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 1 - np.sin(angle) - 0.5])
    return two_curves(upper, lower, 0.1)


def circles():
    """A circle inside another."""
    angle = np.linspace(0, 2 * np.pi, 640, endpoint=False)
    outer = np.column_stack([np.cos(angle), np.sin(angle)])
    return two_curves(outer, 0.5 * outer, 0.08)


def two_curves(one, other, noise):
    """Points of two curves, a class each, in random order."""
    rng = np.random.RandomState(20_000)
    order = np.arange(len(one) + len(other))
    rng.shuffle(order)
    points, labels = np.concatenate([one, other])[order], (order >= len(one)).astype(int)
    points = points + rng.normal(0, noise, points.shape)
    return training_part(points / points.std(axis=0), np.eye(2)[labels])


def xor():
    """Whether the two inputs differ in sign."""
    points = np.random.default_rng(20_000).uniform(-1, 1, (1280, 2))
    labels = (points[:, 0] * points[:, 1] < 0).astype(int)
    return training_part(points / points.std(axis=0), np.eye(2)[labels])


def curve():
    """A damped sine of one input."""
    rng = np.random.default_rng(20_000)
    x = rng.uniform(-1, 1, (640, 1))
    y = np.sin(2 * np.pi * x) * np.exp(-(x**2)) + rng.normal(0, 0.05, x.shape)
    return training_part(x / x.std(), y)


def linear():
    """A plane over eight inputs."""
    rng = np.random.default_rng(20_000)
    x = rng.standard_normal((640, 8))
    slopes = rng.standard_normal((8, 1)) / np.sqrt(8)
    return training_part(x, x @ slopes + 0.5 + rng.normal(0, 0.1, (640, 1)))


@cache  # if recurrent
def own_data():
    """The training part of your own data as gradflow prepared it; classes are one-hot.

    Numbers have mean 0 and are in units of their standard deviation.
    """
    numbers = np.frombuffer(zlib.decompress(base64.b85decode("".join(OWN.split()))), "<f4")
    rows = numbers.reshape(-1, OWN_INPUTS + OWN_OUTPUTS)
    return rows[:, :OWN_INPUTS], rows[:, OWN_INPUTS:]


TASKS = {
    "digits": digits,
    "spirals": spirals,
    "moons": moons,
    "circles": circles,
    "xor": xor,
    "curve": curve,
    "linear": linear,
}
