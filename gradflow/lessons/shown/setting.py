"""The network that a prompt is about, as HTML: a drawing without numbers, and a list of its settings."""

from html import escape

from gradflow.experiment import Experiment, default_of
from gradflow.text import Words

ALWAYS = ("depth", "sequence_length", "width", "activation", "cell", "initializer", "recurrent_initializer", "gain")
MORE = ("optimizer", "learning_rate", "task")
MOST_BOXES = 20


def settings(experiment: Experiment, before: Experiment | None, words: Words) -> str:
    """As HTML; before: what is different from it is marked."""
    values, old = experiment.values(), before.values() if before else experiment.values()
    usual = default_of(type(experiment.network)).values()
    fields = experiment.described()
    unusual = [name for name in fields if values[name] != usual[name] and name not in ("seed", "steps")]
    names = [name for name in (*ALWAYS, *MORE) if name in fields]
    rows: list[str] = []
    for name in dict.fromkeys([*names, *unusual]):
        if not experiment.reads(name) or (name == "gain" and values[name] == old[name] == 1):
            continue
        shown, changed = words.value(name, values[name]), values[name] != old[name]
        text = f"{escape(words.value(name, old[name]))} → <b>{escape(shown)}</b>" if changed else escape(shown)
        mark = ' class="changed"' if changed else ""
        rows.append(f"<div{mark}><dt>{escape(words(f'field.{name}.label'))}</dt><dd>{text}</dd></div>")
    return f'<dl class="gradflow-setting">{"".join(rows)}</dl>'


def drawing(experiment: Experiment, words: Words) -> str:
    """Boxes from the input to the loss, the way up above them and the way back below."""
    depth = experiment.network.depth
    said = {name: escape(words(f"lessons.setting.{name}")) for name in ("input", "loss", "up", "down")}
    label = escape(words("lessons.setting.label", depth=depth))
    boxes = "<i></i>" * min(depth, MOST_BOXES)
    return (
        f'<div class="gradflow-network" role="img" aria-label="{label}">'
        f'<span class="up">{said["up"]}</span><b>{said["input"]}</b>'
        f'<span class="layers">{boxes}<small>1</small><small>{depth}</small></span>'
        f'<b>{said["loss"]}</b><span class="down">{said["down"]}</span></div>'
    )
