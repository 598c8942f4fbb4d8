"""The program of a script: batches, update, and the loop that trains, prints and writes."""

import csv

import jax
import numpy as np

from gradflow.export.fragments.layers.connections import of_places
from gradflow.export.fragments.network import initial_parameters, measure, unit_scales, update_ratios
from gradflow.export.fragments.recurrent import sequences_of
from gradflow.export.fragments.settings import CHANGES, Network, Training
from gradflow.export.fragments.sizes import l2_norm
from gradflow.export.fragments.starts.layerwise import layer_by_layer
from gradflow.export.fragments.starts.transfer import taken_over
from gradflow.export.fragments.tasks import other_folds


def batch_of(step, size, samples, seed):
    """Which samples a step learns from: every epoch is a new order, a batch may reach into the next epoch."""
    epochs, places = np.divmod(np.arange(step * size, (step + 1) * size), samples)
    orders = {epoch: np.random.default_rng((seed, 100, epoch)).permutation(samples) for epoch in set(epochs.tolist())}
    return np.array([orders[epoch][place] for epoch, place in zip(epochs.tolist(), places, strict=True)])


def update(parameters, gradients, memory, updates, step, training):
    """One update of every parameter, and what is measured of it. All arrays are float32."""
    learns = {key: key[1] >= training.frozen_layers for key in parameters}  # if frozen
    gradients = {key: g if learns[key] else np.zeros_like(g) for key, g in gradients.items()}  # if frozen
    raw_norm = clipped_norm = l2_norm(gradients.values())
    gradients = training.clipping(gradients, raw_norm, training)  # if clipped
    clipped_norm = l2_norm(gradients.values())  # if clipped
    rate = training.learning_rate
    rate = rate * training.schedule(step, training)  # if scheduled
    updated, remembered, moves = {}, {}, {}
    for key, weight in parameters.items():
        gradient = gradients[key]
        gradient = gradient + training.l2 * weight  # if l2
        gradient = gradient * learns[key]  # if frozen
        first, second = memory.get(key, (np.zeros_like(weight), np.zeros_like(weight)))
        direction, *remembered[key] = training.optimizer(gradient, first, second, updates, training)
        direction = direction + training.weight_decay * weight  # if weight_decay
        move = -rate * direction
        moved = weight + move
        if "weight" in key[0]:  # if limited
            bounded = np.clip(moved, -training.weight_limit, training.weight_limit)  # if limited
            move, moved = np.where(bounded == moved, move, bounded - weight), bounded  # if limited
        move, moved = (move, moved) if learns[key] else (np.zeros_like(move), weight)  # if frozen
        updated[key], moves[key] = moved, move
    measured = {"raw_norm": raw_norm, "clipped_norm": clipped_norm, "update_norm": l2_norm(moves.values())}
    return updated, remembered, moves, measured


def is_finite(row):
    """Whether the run can go on; a ratio to weights of 0 may be infinite, and a regression has no accuracy."""
    names = set(row) - {"accuracy", "activation_cosine", "raw_norm", "clipped_norm", "update_ratio"}
    return all(np.isfinite(row[name]).all() for name in names)


def write_csv(rows):
    """run.csv: one row for every number; steps count from 0, depth from 1, NaN is left empty."""
    order = ["loss", "accuracy", "activation_cosine", "raw_norm", "clipped_norm", "update_norm"]
    order += ["activation_rms", "signal_rms", "weight_gradient_rms", "update_ratio"]
    order += ["saturated_fraction", "dead_fraction"]
    order += [name for name in rows[0] if name not in order]
    with open("run.csv", "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["step", "depth", "quantity", "value"])
        for name in order:
            for step, row in enumerate(rows):
                for depth, value in enumerate(np.atleast_1d(row[name]), start=1):
                    number = "" if np.isnan(value) else f"{value:.9g}"
                    table.writerow([step, depth if np.ndim(row[name]) else "", name, number])


def with_rows_of(old, start):
    """The old array with as many rows as another, which has the rest."""
    if np.shape(old) == np.shape(start):
        return old
    kept, fresh = of_places(old), of_places(start)
    both = min(kept.shape[1], fresh.shape[1])
    return np.concatenate([kept[:, :both], fresh[:, both:]], axis=1).reshape(np.shape(start))


def main():
    """Train; print the loss of every step and a table of the last one; write run.csv."""
    network, training = Network(), Training()
    inputs, targets = training.task()  # if not recurrent
    inputs, targets = other_folds(inputs, targets, training)  # if cut
    inputs, targets = sequences_of(0, network, training)  # if recurrent
    fans = inputs.shape[-1], targets.shape[-1]
    look = jax.jit(measure, static_argnames="network")
    exact = {"xla_allow_excess_precision": False}  # or a compiler may leave the rounding out  # if stored
    look = jax.jit(measure, static_argnames="network", compiler_options=exact)  # if stored
    parameters = initial_parameters(network, training.seed, *fans)
    parameters |= layer_by_layer(parameters, inputs, network, training)  # if layerwise
    parameters |= unit_scales(parameters, network)  # if made_layerwise
    parameters |= taken_over(parameters, training)  # if pretrained
    fresh = parameters  # if forgetful
    memory, rows = {}, []
    print("Compiling: a few seconds, or minutes for a hundred layers with gates.")  # if not recurrent
    print("Compiling: a few seconds.")  # if recurrent
    chosen_at = 0  # the step since which this optimizer is in use  # if changed
    for step in range(training.steps):
        if step in CHANGES:  # weights stay; what comes into use starts at its initial value  # if changed
            before, (of_network, of_training) = training, CHANGES[step]  # if changed
            network, training = network._replace(**of_network), training._replace(**of_training)  # if changed
            begun = fresh  # if forgetful
            fresh = initial_parameters(network, training.seed, *fans)  # if changed
            parameters = {key: parameters.get(key, start) for key, start in fresh.items()}  # if changed
            parameters = {key: with_rows_of(parameters[key], start) for key, start in fresh.items()}  # if dense_changed
            shifts = {key: fresh[key] - begun[key] for key in fresh if key[0] == "bias"}  # if forgetful
            parameters |= {key: parameters[key] + shift for key, shift in shifts.items()}  # if forgetful
            memory = {key: value for key, value in memory.items() if key in fresh}  # if changed
            for key, remembered in memory.items():  # if dense_changed
                memory[key] = tuple(with_rows_of(each, 0 * fresh[key]) for each in remembered)  # if dense_changed
            if training.optimizer is not before.optimizer:  # if changed
                memory, chosen_at = {}, step  # if changed
        numbers = batch_of(step, training.batch_size, len(inputs), training.seed)  # if not recurrent
        batch = inputs[numbers], targets[numbers]  # if not recurrent
        batch = sequences_of(step, network, training)  # if recurrent
        row, gradients = jax.device_get(look(parameters, *batch, network=network))  # if not dropping
        row, gradients = jax.device_get(look(parameters, *batch, network=network, step=step))  # if dropping
        updates = step  # if not changed
        updates = step - chosen_at  # if changed
        updated, memory, moves, norms = update(parameters, gradients, memory, updates, step, training)
        row |= norms | {"update_ratio": update_ratios(parameters, moves, network)}
        parameters = updated
        rows.append(row)
        print(f"step {step}: loss {row['loss']:.6g}")
        if not is_finite(row):
            print("The run ends here: its numbers are no longer finite.")
            break
    print("\nlayer  rms of activation  of backward signal  of weight gradient")  # if not recurrent
    print("\n time  rms of activation  of backward signal  of weight gradient")  # if recurrent
    columns = [rows[-1][name] for name in ("activation_rms", "signal_rms", "weight_gradient_rms")]
    for depth, sizes in enumerate(zip(*columns, strict=True), start=1):
        print(f"{depth:5}{sizes[0]:19.4g}{sizes[1]:20.4g}{sizes[2]:20.4g}")
    write_csv(rows)
