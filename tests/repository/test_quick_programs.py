"""Programs that are compiled quickly: for the files that are named, and for no other."""

from gradflow.engine.core.compiler import COMPILER, SOONER
from tests.quick_programs import QUICKLY, compile_for, is_quick
from tests.repository.tree import ROOT

TRUTH, FACTS = "tests/engine/recurrent/test_truth_step.py::test", "tests/engine/recurrent/test_facts.py::test"


def test_what_is_named_is_there_and_what_trains_long_is_not_named():
    named = [path for path in ROOT.glob("tests/**/test_*.py") if is_quick(path.relative_to(ROOT).as_posix())]
    assert len(named) == 14 and {path.parts[-2] for path in named} == {"layered", "recurrent", "inside", "grid"}
    assert is_quick(TRUTH) and not any(map(is_quick, (FACTS, "tests/engine/layered/test_truth_step.py::test")))


def test_other_files_have_the_compiler_of_the_package():
    compile_for(FACTS)
    before = dict(COMPILER), dict(SOONER)
    compile_for(TRUTH)
    assert COMPILER.items() >= QUICKLY.items() <= SOONER.items()
    compile_for(FACTS)
    assert before == (COMPILER, SOONER) and before[0]["xla_backend_optimization_level"] == 1
