"""What the compiler is asked for; which of them, an `Architecture` says."""

import os
from typing import Any

# A run's matrices are small: a second thread gains nothing on them, while it costs the learner next door a core.
# So each program asks for one, unless the environment says how many.
ONE_THREAD: dict[str, Any] = {"xla_cpu_multi_thread_eigen": False}
if "xla_cpu_multi_thread_eigen" in os.environ.get("XLA_FLAGS", ""):
    ONE_THREAD = {}

# With excess precision a compiler may leave out the rounding that a run's precision is.
# On loops this short LLVM's higher levels compile longer and run slower (by a fifth at depth 50, width 64).
COMPILER: dict[str, Any] = ONE_THREAD | {"xla_backend_optimization_level": 1, "xla_allow_excess_precision": False}

# XLA's newer emitters of fused loops make layered programs compile half as long again, and not run faster; loops over
# time they make a twentieth faster.
SOONER: dict[str, Any] = COMPILER | {"xla_cpu_use_fusion_emitters": False}
