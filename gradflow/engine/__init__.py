"""The engine: builds networks, trains them and measures the gradient on its way back.

Two settings of JAX, unless the environment has its own.
"""

import os
from pathlib import Path

import jax

# A run's matrices are small: a second thread gains nothing on them, while it costs the learner next
# door a core. So XLA gets one thread a run. It reads this when the first array is made.
if "xla_cpu_multi_thread_eigen" not in os.environ.get("XLA_FLAGS", ""):
    os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} --xla_cpu_multi_thread_eigen=false".strip()

# What one process compiled, the next one loads in a fraction of the time.
if jax.config.values["jax_compilation_cache_dir"] is None:
    _caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    jax.config.update("jax_compilation_cache_dir", str(_caches / "gradflow" / "programs"))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.5)
