"""The truth that a file has worked out is forgotten once the file is done; it takes up to two gigabytes."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def forgotten(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    for value in vars(request.module).values():
        if hasattr(value, "cache_clear") and value.__module__ == request.module.__name__:
            value.cache_clear()
