"""Verdicts: on the backward signal and on learning, each a word with what it rests on."""
