"""Truth: numbers on show, checked by central differences of a forward pass written out in float64, which shares nothing
with the engine but the weights and the examples of the step."""
