"""Checks: one a file; each reads a `Row` and gives a finding or none."""
