"""Mean-field theory: the first step's backward signal, worked out on paper.

Read in this order: `moments` (what an activation does to a Gaussian), `layer` (what activation and
normalization do together), `stream` and `gate` (how a connection joins layers), `predict` (the answer),
`limits` (where there is none), `finite_width` (how far one network may lie from it), `critical` (the gains at which a
deep network neither loses nor magnifies the signal).
"""
