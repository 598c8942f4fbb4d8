"""A recurrent network: the gradient travels from time step to time step. Begin with `sweep`."""

from gradflow.engine.core.architecture import Architecture
from gradflow.engine.core.compiler import COMPILER
from gradflow.engine.recurrent.hyperparameters import alone, hyperparameters_of
from gradflow.engine.recurrent.initial import after_change, initial
from gradflow.engine.recurrent.inspect import eigenvalues_of, inspected, program_of
from gradflow.engine.recurrent.masks import blocks_of, ratios_of
from gradflow.engine.recurrent.measures import OF_TIME, completed
from gradflow.engine.recurrent.program import held_out, loss_and_gradients
from gradflow.engine.recurrent.samples import chunk_samples, held_out_samples
from gradflow.engine.recurrent.shape import CAPACITY, shape_of
from gradflow.engine.recurrent.workspace import new_workspace

RECURRENT = Architecture(
    compiler=COMPILER,
    shape_of=shape_of,
    hyperparameters_of=hyperparameters_of,
    initial=initial,
    after_change=after_change,
    new_workspace=new_workspace,
    samples=chunk_samples,
    held_out_samples=held_out_samples,
    of_depth=OF_TIME,
    capacity=CAPACITY,
    loss_and_gradients=loss_and_gradients,
    blocks=blocks_of,
    ratios=ratios_of,
    depth=lambda hyper: hyper.length,
    held_out=held_out,
    completed=completed,
    probe_program=lambda shape: None,
    probe_outputs=eigenvalues_of,
    inspect=inspected,
    inspect_program=program_of,
    alone=alone,
)
