"""Every choice has its record, and with it its formula and its source."""

from gradflow.experiment import described_fields
from gradflow.fields import Choice
from gradflow.networks import FAMILIES
from gradflow.ui.widgets.formulas import RECORDS


def test_every_field_with_choices_has_its_formulas():
    choices: dict[str, set[str]] = {}
    for family in FAMILIES.values():
        for name, described in described_fields(family.config).items():
            if isinstance(described.rule, Choice):
                choices.setdefault(name, set()).update(described.rule.options)
    assert set(choices) - set(RECORDS) == {"norm_position", "loss_at", "padding", "source_task"}  # need no formula
    for name, records in RECORDS.items():
        assert set(records) == choices[name]
