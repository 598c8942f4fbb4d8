"""Tables of a learner's own, as files."""

import numpy as np
from sklearn.datasets import load_diabetes, load_iris, load_wine


def csv_of(inputs: np.ndarray, targets: np.ndarray, names: list[str]) -> bytes:
    """The table as a file, the target last."""
    rows = [",".join(f"{value:g}" for value in row) + f",{target}" for row, target in zip(inputs, targets, strict=True)]
    return "\n".join([",".join([*names, "target"]), *rows]).encode()


def iris() -> bytes:
    """150 flowers, 4 numbers, 3 species by name."""
    data = load_iris()
    return csv_of(data.data, data.target_names[data.target], list(data.feature_names))


def wine() -> bytes:
    """178 wines, 13 numbers, 3 classes."""
    data = load_wine()
    return csv_of(data.data, data.target, list(data.feature_names))


def diabetes() -> bytes:
    """442 patients, 10 numbers; regression."""
    data = load_diabetes()
    return csv_of(data.data, data.target, list(data.feature_names))
