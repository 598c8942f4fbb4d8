"""All cases, by collection and in order."""

from functools import cache

from gradflow.casebook.articles import article_000, article_001, article_002, article_003, article_004
from gradflow.casebook.asked import QUESTIONS
from gradflow.casebook.case import Case
from gradflow.casebook.published import RESULTS

ARTICLES = (article_000, article_001, article_002, article_003, article_004)


@cache
def cases() -> tuple[Case, ...]:
    """Every case: claims of articles, published results, what people asked.

    A case that no run decides has no experiments and answers with its key. Raises nothing.

    >>> import gradflow
    >>> case = next(case for case in gradflow.cases() if case.id == "000.13")
    >>> case.statement("en"), case.decide() == case.key
    ('ReLU can avoid vanishing gradients.', True)
    """
    return (*(claim for article in ARTICLES for claim in article.CLAIMS), *RESULTS, *QUESTIONS)
