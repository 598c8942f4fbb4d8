"""Every entry of the glossary has its words, and a run that opens and shows what the entry says."""

from functools import lru_cache

import pytest

from gradflow.diagnosis.verdicts.learning import LEARNING
from gradflow.diagnosis.verdicts.signal import SIGNALS
from gradflow.engine.train import train
from gradflow.experiment import Experiment
from gradflow.presets import PRESETS, Claim, Verdict, holds, measured
from gradflow.presets.glossary import GLOSSARY, SYMBOLS
from gradflow.text import LANGUAGES, texts
from gradflow.trace import Trace

RUNS = {name: term.run for name, term in GLOSSARY.items() if term.run is not None}
OWN = {name: run for name, run in RUNS.items() if run.experiment not in [each.experiment for each in PRESETS.values()]}
CLAIMS = [(name, claim) for name, run in OWN.items() for claim in run.shows]  # those of presets have a test already
SENTENCES = 3
WITHOUT_A_RUN = {"neuron", "preactivation", "stalled", "range_test", "fold"}


@lru_cache(maxsize=1)
def trained(experiment: Experiment) -> Trace:
    return train(experiment)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "claim"), CLAIMS, ids=lambda value: value if isinstance(value, str) else "")
def test_its_run_shows_what_it_says(name: str, claim: Claim | Verdict) -> None:
    trace = trained(RUNS[name].experiment)
    assert holds(claim, trace), f"measured is {measured(claim, trace)}"


@pytest.mark.parametrize("name", RUNS)
def test_its_link_opens_that_run(name: str) -> None:
    assert Experiment.from_query(RUNS[name].experiment.to_query()) == RUNS[name].experiment
    assert RUNS[name].shows


def test_all_but_a_few_have_a_run() -> None:
    assert set(GLOSSARY) - set(RUNS) == WITHOUT_A_RUN


def test_every_word_of_the_verdict_on_the_signal_has_an_entry_whose_run_gets_it() -> None:
    for word in SIGNALS:
        assert Verdict(word) in RUNS[word].shows or Verdict(word, step=0) in RUNS[word].shows


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_verdict_on_learning_is_in_the_name_of_an_entry(language: str) -> None:
    found = texts(language)
    names = [found[f"term.{name}.name"].lower() for name, term in GLOSSARY.items() if term.group == "learning_verdict"]
    for word in LEARNING:
        said = found[f"verdict.{word}"].removesuffix(" to say")
        assert any(said in name for name in names), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_name_and_a_text_of_a_few_sentences(language: str) -> None:
    found = {key for key in texts(language) if key.startswith("term.")}
    assert found == {f"term.{name}.{part}" for name in GLOSSARY for part in ("name", "text")}
    stop = {"en": ". ", "zh": "。"}[language]
    for name in GLOSSARY:
        text = texts(language)[f"term.{name}.text"]
        assert text.endswith(stop.strip())
        assert len(text.removesuffix(stop.strip()).split(stop)) <= SENTENCES
    names = [texts(language)[f"term.{name}.name"] for name in GLOSSARY]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_and_every_group_has_words(language: str) -> None:
    found = set(texts(language))
    assert {f"glossary.symbol.{name}" for name in SYMBOLS} == {k for k in found if k.startswith("glossary.symbol.")}
    groups = {term.group for term in GLOSSARY.values()}
    assert {f"glossary.group.{group}" for group in groups} == {k for k in found if k.startswith("glossary.group.")}


@pytest.mark.parametrize("name", GLOSSARY)
def test_a_formula_speaks_no_language(name: str) -> None:
    assert "\\text{" not in GLOSSARY[name].formula.replace(r"\text{fan", "")
