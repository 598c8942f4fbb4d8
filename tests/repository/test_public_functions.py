"""What the package offers says what it takes, in a docstring with an example that runs."""

import doctest

import pytest

import gradflow


@pytest.mark.parametrize("name", gradflow.__all__)
def test_its_example_runs(name):
    # all that train share one shape, so that one program is compiled
    (example,) = doctest.DocTestFinder(recurse=False).find(getattr(gradflow, name), name, globs={})
    assert example.examples
    said: list[str] = []
    failed, _ = doctest.DocTestRunner().run(example, out=said.append)
    assert not failed, "".join(said)


@pytest.mark.parametrize("name", [name for name in gradflow.__all__ if name[0].islower()])
def test_it_says_what_it_raises(name):
    assert "Raises" in getattr(gradflow, name).__doc__
