"""Optimizers, schedules and clipping of a script.

An optimizer turns a gradient into a direction and its memory, two arrays, into the next memory;
`updates` is how many it has made before.
"""

import numpy as np


def gd(gradient, first, second, updates, training):
    return gradient, first, second


def sgd(gradient, first, second, updates, training):
    return gradient, first, second


def momentum(gradient, first, second, updates, training):
    first = training.momentum * first + gradient
    return first, first, second


def nesterov(gradient, first, second, updates, training):
    first = training.momentum * first + gradient
    return gradient + training.momentum * first, first, second


def rmsprop(gradient, first, second, updates, training):
    second = training.rms_decay * second + (1 - training.rms_decay) * gradient**2
    return gradient / (np.sqrt(second) + training.epsilon), first, second


def adagrad(gradient, first, second, updates, training):
    second = second + gradient**2
    return gradient / (np.sqrt(second) + training.epsilon), first, second


def adam(gradient, first, second, updates, training):
    first = training.momentum * first + (1 - training.momentum) * gradient
    second = training.beta2 * second + (1 - training.beta2) * gradient**2
    mean = first / (1 - training.momentum ** (updates + 1))  # both begin at 0, which this undoes
    square = second / (1 - training.beta2 ** (updates + 1))
    return mean / (np.sqrt(square) + training.epsilon), first, second


def adamw(gradient, first, second, updates, training):
    return adam(gradient, first, second, updates, training)  # the weight decay is added to its direction


OPTIMIZERS = {
    "gd": gd,
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adagrad": adagrad,
    "adam": adam,
    "adamw": adamw,
}


def constant_rate(step, training):
    return 1.0


def exponential_decay(step, training):
    return training.decay_rate**step


def cosine_decay(step, training):
    return 0.5 * (1 + float(np.cos(np.pi * step / training.steps)))


def warmup(step, training):
    return min(1.0, (step + 1) / training.warmup_steps)


def rising(step, training):
    return 10 ** (-training.rise * (1 - step / max(training.steps - 1, 1)))


SCHEDULES = {"constant": constant_rate, "exponential": exponential_decay, "cosine": cosine_decay, "warmup": warmup}
SCHEDULES |= {"rising": rising}


def no_clipping(gradients, norm, training):
    return gradients


def clip_by_norm(gradients, norm, training):
    factor = training.max_norm / norm if norm > training.max_norm else 1.0
    return {key: gradient * np.float32(factor) for key, gradient in gradients.items()}


def clip_by_value(gradients, norm, training):
    return {key: np.clip(g, -training.max_norm, training.max_norm) for key, g in gradients.items()}


CLIPPINGS = {"none": no_clipping, "norm": clip_by_norm, "value": clip_by_value}
