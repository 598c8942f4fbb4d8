"""A layered network: the gradient travels from layer to layer. Begin with `sweep`."""

from dataclasses import replace

from gradflow.engine.core.architecture import Architecture
from gradflow.engine.core.compiler import SOONER
from gradflow.engine.layered.hyperparameters import hyperparameters_of
from gradflow.engine.layered.inspect import inspected, program_of
from gradflow.engine.layered.measures import OF_DEPTH
from gradflow.engine.layered.pictures.look import look_program_of, picture_look
from gradflow.engine.layered.pictures.pictured import pictured
from gradflow.engine.layered.probe_outputs import probe_outputs, probe_program_of
from gradflow.engine.layered.program import held_out, loss_and_gradients
from gradflow.engine.layered.samples import chunk_samples, samples_of, unpadded_rms
from gradflow.engine.layered.shape import CAPACITY, shape_of
from gradflow.engine.layered.stack.masks import blocks_of, ratios_of
from gradflow.engine.layered.starts.initial import after_change, initial
from gradflow.engine.layered.starts.transfer import taken_over
from gradflow.engine.layered.workspace import new_workspace
from gradflow.tasks import task_of

LAYERED = Architecture(
    compiler=SOONER,
    shape_of=shape_of,
    hyperparameters_of=hyperparameters_of,
    initial=initial,
    after_change=after_change,
    new_workspace=new_workspace,
    samples=chunk_samples,
    held_out_samples=lambda experiment: samples_of(task_of(experiment.data)).held_out,
    of_depth=OF_DEPTH,
    capacity=CAPACITY,
    loss_and_gradients=loss_and_gradients,
    blocks=blocks_of,
    ratios=ratios_of,
    depth=lambda hyper: hyper.depth,
    held_out=held_out,
    completed=lambda experiment, measures, *_: unpadded_rms(measures, task_of(experiment.task)),
    probe_program=probe_program_of,
    probe_outputs=probe_outputs,
    inspect=inspected,
    inspect_program=program_of,
    taken_over=taken_over,
)

CONVOLUTIONAL = replace(LAYERED, inspect=pictured, probe_program=look_program_of, probe_outputs=picture_look)
