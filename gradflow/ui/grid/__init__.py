"""A page of grids: what is compared, and the runs behind the picture."""
