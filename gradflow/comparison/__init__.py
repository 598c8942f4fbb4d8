"""Many experiments as one value: grids, lattices of two numbers, twins. Names and numbers only, as an experiment is."""
