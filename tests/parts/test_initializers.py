"""Initializers: variance, shape, orthogonality, the same draw for the same seed."""

import numpy as np
import pytest

from gradflow.parts.initializers import INITIALIZERS

SHAPES = [(300, 200), (200, 300), (256, 256)]
SCALE = 0.3

every_initializer = pytest.mark.parametrize("name", INITIALIZERS)
random_ones = pytest.mark.parametrize("name", [name for name, rule in INITIALIZERS.items() if rule.variance])

PUBLISHED = {
    "normal": lambda i, o: SCALE**2,
    "uniform": lambda i, o: SCALE**2 / 3,
    "lecun_normal": lambda i, o: 1 / i,
    "lecun_uniform": lambda i, o: 1 / i,
    "glorot_normal": lambda i, o: 2 / (i + o),
    "glorot_uniform": lambda i, o: 2 / (i + o),
    "he_normal": lambda i, o: 2 / i,
    "he_uniform": lambda i, o: 2 / i,
    "torch_uniform": lambda i, o: 1 / (3 * i),
    "orthogonal": lambda i, o: 1 / max(i, o),
}


def draw(name: str, fan_in: int, fan_out: int, seed: int = 0, scale: float = SCALE) -> np.ndarray:
    return INITIALIZERS[name].draw(np.random.default_rng(seed), fan_in, fan_out, scale)


@every_initializer
@pytest.mark.parametrize("shape", [*SHAPES, (1, 8), (64, 16), (16, 1)])
def test_draws_float32_of_the_shape_asked_for(name: str, shape: tuple[int, int]) -> None:
    weights = draw(name, *shape)
    assert weights.shape == shape and weights.dtype == np.float32 and np.isfinite(weights).all()


@every_initializer
def test_same_seed_same_draw(name: str) -> None:
    np.testing.assert_array_equal(draw(name, 40, 30, seed=5), draw(name, 40, 30, seed=5))


@random_ones
def test_other_seed_other_draw(name: str) -> None:
    assert (draw(name, 40, 30, seed=5) != draw(name, 40, 30, seed=6)).mean() > 0.99


@random_ones
@pytest.mark.parametrize("shape", SHAPES)
def test_variance_is_the_published_one(name: str, shape: tuple[int, int]) -> None:
    promised = INITIALIZERS[name].variance(*shape, SCALE)  # type: ignore[misc]
    weights = draw(name, *shape)
    assert promised == pytest.approx(PUBLISHED[name](*shape))
    assert weights.var() == pytest.approx(promised, rel=0.03)  # 60 000 draws: 5 sigma
    assert abs(weights.mean()) < 5 * np.sqrt(promised / weights.size)


@pytest.mark.parametrize("name", [name for name in INITIALIZERS if name.endswith("uniform")])
def test_uniform_stays_within_its_bounds_and_fills_them(name: str) -> None:
    weights = draw(name, 300, 200)
    bound = np.sqrt(3 * PUBLISHED[name](300, 200))
    assert 0.999 * bound < weights.max() <= bound * 1.000001 and -bound * 1.000001 <= weights.min() < -0.999 * bound


@pytest.mark.parametrize("name", [name for name in INITIALIZERS if name.endswith("normal")])
def test_normal_is_not_truncated(name: str) -> None:
    weights = draw(name, 300, 200)
    assert np.abs(weights).max() > 3.5 * weights.std()


@pytest.mark.parametrize("shape", [*SHAPES, (64, 16), (16, 10), (2, 16)])
def test_orthogonal_keeps_lengths_on_its_smaller_side(shape: tuple[int, int]) -> None:
    q = draw("orthogonal", *shape).astype(np.float64)
    product = q.T @ q if shape[0] >= shape[1] else q @ q.T
    np.testing.assert_allclose(product, np.eye(min(shape)), atol=1e-5)


def test_orthogonal_has_no_preferred_sign() -> None:
    """QR alone would fix signs; over the group the trace has mean 0 and variance 1 (Mezzadri 2007)."""
    traces = [np.trace(draw("orthogonal", 8, 8, seed)) for seed in range(400)]
    assert abs(np.mean(traces)) < 0.25 and np.var(traces) == pytest.approx(1, abs=0.35)


def test_what_is_not_random() -> None:
    assert not draw("zeros", 5, 4).any()
    assert (draw("constant", 5, 4) == np.float32(SCALE)).all()
    np.testing.assert_array_equal(draw("identity", 5, 4), np.eye(5, 4))


@pytest.mark.parametrize("shape", ["normal", "uniform"])
def test_rules_of_one_shape_share_their_random_numbers(shape: str) -> None:
    names = [name for name in INITIALIZERS if name == shape or name.endswith(f"_{shape}")]
    drawn = {name: draw(name, 30, 20) for name in names}
    for name in names:
        ratio = np.sqrt(PUBLISHED[name](30, 20) / PUBLISHED[names[0]](30, 20))
        np.testing.assert_allclose(drawn[name], ratio * drawn[names[0]], rtol=1e-5)


@every_initializer
def test_scale_is_read_exactly_where_it_says_so(name: str) -> None:
    same = np.array_equal(draw(name, 6, 6, scale=0.1), draw(name, 6, 6, scale=0.2))
    assert same is not INITIALIZERS[name].uses_scale


# -- of kernels: 3 × 3 places, channels below and above ----------------------------------------------------------

BELOW, ABOVE, PLACES = 24, 40, 9


def kernel(name: str, below: int = BELOW, above: int = ABOVE) -> np.ndarray:
    rng = np.random.default_rng(0)
    drawn = INITIALIZERS[name].draw(rng, PLACES * below, PLACES * above, SCALE, PLACES)
    assert drawn.shape == (PLACES * below, above) and drawn.dtype == np.float32
    return drawn.reshape(PLACES, below, above)


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name != "orthogonal"])
def test_a_kernel_s_variance_counts_its_places_on_both_sides(name: str) -> None:
    assert kernel(name).var() == pytest.approx(PUBLISHED[name](PLACES * BELOW, PLACES * ABOVE), rel=0.06)


def test_an_orthogonal_kernel_is_so_as_one_matrix() -> None:
    q = kernel("orthogonal").reshape(-1, ABOVE).astype(np.float64)
    np.testing.assert_allclose(q.T @ q, np.eye(ABOVE), atol=1e-5)


@pytest.mark.parametrize("name", ["delta_orthogonal", "identity"])
def test_what_passes_each_position_on_has_nothing_around_its_middle(name: str) -> None:
    drawn = kernel(name, 16, 16).astype(np.float64)
    assert not np.delete(drawn, PLACES // 2, axis=0).any()
    np.testing.assert_allclose(drawn[PLACES // 2].T @ drawn[PLACES // 2], np.eye(16), atol=1e-5)
