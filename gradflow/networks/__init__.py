"""Networks: the families, by the name that links and files call them.

A family is `family.Family`; each stands in a file of its own, beside its config with the bounds of every field.
"""

from gradflow.fields import Choice
from gradflow.invalid import InvalidField, InvalidFields
from gradflow.link import NETWORK
from gradflow.networks import cnn, mlp, rnn
from gradflow.networks.cnn import CNN
from gradflow.networks.family import Family, Network, OfFamily, downcast
from gradflow.networks.layered import MAX_DEPTH, Layered
from gradflow.networks.mlp import MLP
from gradflow.networks.rnn import MAX_LENGTH, MOST_STATES, RNN, TooManyStates

FAMILIES: dict[str, Family] = {family.name: family for family in (mlp.FAMILY, rnn.FAMILY, cnn.FAMILY)}
DEFAULT = mlp.FAMILY  # of a link that names none


def family_of(network: Network | type[Network]) -> Family:
    """The family of a network, or of its class. InvalidFields where it is of none."""
    config = network if isinstance(network, type) else type(network)
    for family in FAMILIES.values():
        if family.config is config:
            return family
    said = f"network = {network!r}: allowed is {called(*FAMILIES.values())}"
    raise InvalidFields(InvalidField(NETWORK, network, Choice(tuple(FAMILIES)), sentence=said))


def called(*families: Family) -> str:
    """What networks of these families are called, "an MLP or a CNN"."""
    *names, last = (_with_article(family.config.__name__) for family in families)
    return f"{', '.join(names)} or {last}" if names else last


def _with_article(name: str) -> str:
    """Abbreviations are read letter by letter."""
    return f"{'an' if name[0] in 'AEFHILMNORSX' else 'a'} {name}"


def family_named(name: object) -> Family:
    """The family of this name. InvalidFields where there is none."""
    if not isinstance(name, str) or name not in FAMILIES:
        raise InvalidFields(InvalidField(NETWORK, name, Choice(tuple(FAMILIES))))
    return FAMILIES[name]


__all__ = [
    "CNN",
    "DEFAULT",
    "FAMILIES",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MLP",
    "MOST_STATES",
    "RNN",
    "Family",
    "Layered",
    "Network",
    "OfFamily",
    "TooManyStates",
    "called",
    "downcast",
    "family_named",
    "family_of",
]
