"""Machine: what all runs of a server compute on and in, and the one thread that compiles for them."""

from concurrent.futures import ThreadPoolExecutor

from gradflow.service.concurrency.cores import Cores
from gradflow.service.concurrency.memory import MemoryBudget
from gradflow.service.concurrency.step_seconds import StepSeconds


class Machine:
    """cores: whose turn it is to compute. compiler: compiling holds the interpreter for much of its time and gains
    nothing in parallel, so one at a time. memory: asked before something large begins. steps: what they take."""

    def __init__(self, cores: int | None = None, memory: MemoryBudget | None = None) -> None:
        self.cores = Cores(cores)
        self.memory = memory or MemoryBudget(float("inf"))
        self.steps = StepSeconds()
        self.compiler = ThreadPoolExecutor(max_workers=1, thread_name_prefix="compile")

    def close(self) -> None:
        """What is being compiled is compiled to its end; nothing else will be."""
        self.compiler.shutdown(cancel_futures=True)
