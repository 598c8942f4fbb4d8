"""Finite width: how far one random draw lies from mean-field theory, and to which side.

Read in this order: `pair` (what two samples have in common in one layer), `samples` (how alike a batch's samples are on
the way up), `covariance` (how their signals vary together over seeds on the way back), `response` and `excess` (what a
layer's own size does to the others), `gamma` (from a factor to its logarithm), `spread` (the answer, of a batch).
"""
