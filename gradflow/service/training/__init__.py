"""Runs of experiments: one for everybody who watches it, grown while somebody does."""
