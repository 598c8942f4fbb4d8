"""Networks that are visited once for every time step: the sweep runs over time, with one set of weights."""
