"""JAX's settings, made before gradflow's first run begins. No environment variable is changed."""

import os
from functools import cache
from pathlib import Path

import jax
from jax.experimental.compilation_cache import compilation_cache


@cache
def configure_jax() -> None:
    """Keep compiled programs in the user's cache folder, unless the environment or the caller has chosen another:
    what one process compiled, the next one loads in a fraction of the time.

    `gradflow.engine.train` calls it; who compiles with JAX before may call it too. Once is enough.
    """
    if jax.config.values["jax_compilation_cache_dir"] is None:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        jax.config.update("jax_compilation_cache_dir", str(caches / "gradflow" / "programs"))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.5)
        compilation_cache.reset_cache()  # JAX asks for the folder once, at the first program that is compiled
