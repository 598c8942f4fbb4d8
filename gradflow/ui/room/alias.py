"""An alias, as one says it."""

from gradflow.text import Words


def alias(said: str, words: Words) -> str:
    """In the reader's language. said: "quality.animal", behind it a number where many are there."""
    quality, animal, *more = said.split(".")
    named = words("class.alias", quality=words(f"class.quality.{quality}"), animal=words(f"class.animal.{animal}"))
    return " ".join([named, *more])
