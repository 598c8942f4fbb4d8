"""A page is controls, words and figures: it computes and draws nothing itself."""

import pytest

from tests.repository.tree import ROOT, files, imports

PAGES = [ROOT / "app.py", *files(".py", under="pages")]
FORBIDDEN = {"jax", "jaxlib", "optax", "plotly", "pandas", "numpy", "sklearn"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_imports_no_computing_and_no_drawing(page):
    assert imports(page) & FORBIDDEN == set()
