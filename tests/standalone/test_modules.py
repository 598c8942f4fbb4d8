"""The frontend's modules become one script, or it is said which of them cannot."""

import pytest

from gradflow.standalone import modules
from gradflow.standalone.modules import script, source


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(modules, "FOLDERS", (tmp_path,))
    script.cache_clear()
    yield tmp_path
    script.cache_clear()


def test_each_module_comes_once_and_after_those_that_it_imports(folder):
    (folder / "a.js").write_text('import draw from "./b.js";\nimport { one, two } from "./c.js";\ndraw(one, two);\n')
    (folder / "b.js").write_text('import { one } from "./c.js";\nexport default function draw() {\n  return one;\n}\n')
    (folder / "c.js").write_text("export const one = 1;\nexport async function two() {}\n")
    written = script("a.js")
    assert [written.count(f"modules['{name}.js'] =") for name in "abc"] == [1, 1, 1]
    assert written.index("modules['c.js'] =") < written.index("modules['b.js'] =") < written.index("modules['a.js'] =")
    assert "const { default: draw } = modules['b.js'];" in written and "return { default: draw };" in written
    assert "const { one, two } = modules['c.js'];" in written and "return { one: one, two: two };" in written
    assert not any(line.startswith(("import", "export")) for line in written.splitlines())


@pytest.mark.parametrize(
    "line", ['import * as b from "./b.js";', 'export { a } from "./b.js";', "const u = import.meta.url;"]
)
def test_what_it_does_not_know_is_named(line, folder):
    (folder / "a.js").write_text(f"{line}\n")
    with pytest.raises(ValueError, match=r"a\.js says"):
        script("a.js")


def test_modules_in_a_circle_are_named(folder):
    (folder / "a.js").write_text('import { b } from "./b.js";\nexport const a = b;\n')
    (folder / "b.js").write_text('import { a } from "./a.js";\nexport const b = a;\n')
    with pytest.raises(ValueError, match=r"a\.js → b\.js → a\.js"):
        script("a.js")


def test_what_a_notebook_has_of_its_own_has_the_names_of_the_app_s():
    """Where frames and Plotly come from differs, and nothing else."""
    own, lesson, app = modules.FOLDERS
    others = {path.name for folder in (own, app) for path in folder.iterdir()}
    assert not {path.name for path in lesson.iterdir()} & others
    shared = {path.name for path in own.glob("*.js")} & {path.name for path in app.glob("*.js")}
    assert shared == {"plotly.js", "stream.js"}
    for name in shared:
        offered = [set(modules._EXPORT.findall((folder / name).read_text(encoding="utf-8"))) for folder in (own, app)]
        assert {each[2] for each in offered[0]} == {each[2] for each in offered[1]}
    assert source("live_figure.js").parent == app
