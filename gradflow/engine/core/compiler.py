"""What the compiler is asked for; which of them, an `Architecture` says."""

from typing import Any

# With excess precision a compiler may leave out the rounding that a run's precision is.
# On loops this short LLVM's higher levels compile longer and run slower (by a fifth at depth 50, width 64).
COMPILER: dict[str, Any] = {"xla_backend_optimization_level": 1, "xla_allow_excess_precision": False}

# XLA's newer emitters of fused loops make layered programs compile half as long again, and not run faster; loops over
# time they make a twentieth faster.
SOONER: dict[str, Any] = COMPILER | {"xla_cpu_use_fusion_emitters": False}
