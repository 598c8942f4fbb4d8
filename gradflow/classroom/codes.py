"""Codes, secrets and aliases: drawn by chance, of letters and names that nobody mistakes for others."""

import hashlib
import hmac
import secrets
from collections.abc import Collection

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 and O, 1, I and L
LENGTH = 6  # 31⁶: one guess in two million meets one of 500 rooms
QUALITIES = (
    *("brave", "bright", "calm", "clever", "curious", "daring", "gentle", "keen"),
    *("kind", "lively", "lucky", "merry", "quick", "quiet", "witty"),
)
ANIMALS = (
    *("badger", "bear", "crane", "dolphin", "falcon", "finch", "fox", "hare", "heron", "koala"),
    *("lynx", "magpie", "otter", "owl", "panda", "robin", "seal", "swan", "tiger", "whale"),
)


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def code_of(said: str) -> str:
    """What somebody typed, as a code; "" for what cannot be one.

    >>> code_of(" abc-234 "), code_of("ABC123")
    ('ABC234', '')
    """
    code = "".join(character for character in said.upper() if character.isalnum())[: LENGTH + 1]
    return code if len(code) == LENGTH and all(character in LETTERS for character in code) else ""


def new_secret() -> str:
    """A host's: what opens the private side of a room."""
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> str:
    """All that is kept of a secret. It is long and drawn by chance, so there is nothing to guess, and no need of a slow
    hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_of(secret: str, host_hash: str) -> bool:
    return hmac.compare_digest(hash_of(secret), host_hash)


def new_alias(taken: Collection[str]) -> str:
    """As "quality.animal", two keys of words; where all are taken, with a number behind."""
    alias = f"{secrets.choice(QUALITIES)}.{secrets.choice(ANIMALS)}"
    left = [each for each in (f"{q}.{a}" for q in QUALITIES for a in ANIMALS) if each not in taken]
    if alias not in taken:
        return alias
    return secrets.choice(left) if left else f"{alias}.{len(taken)}"
