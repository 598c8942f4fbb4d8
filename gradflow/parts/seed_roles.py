"""Seed roles: what random numbers are for. A generator is seeded with (seed, role, ...), so that the numbers of one
role are independent of all others', and the same whatever else a run draws.

A standalone script draws with the same numbers (`gradflow.export.fragments`).
"""

FIRST_WEIGHT, HIDDEN_WEIGHT, LAST_WEIGHT, GATE_WEIGHT, HIDDEN_BIAS = range(5)  # of a layered network
BATCH, SEQUENCE = 100, 101  # which samples a step learns from; the sequences it learns from
LAYER_BATCH = 102  # which samples a step of training layer by layer learns from
INPUT_WEIGHT, STATE_WEIGHT, BELOW_WEIGHT, OUTPUT_WEIGHT = 200, 201, 202, 203  # of a recurrent network
