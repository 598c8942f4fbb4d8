"""Descriptors: how many connections and files the system lets this process have open."""

import logging
from importlib.util import find_spec

WANTED = 65_536
ENOUGH = 4096  # 200 tabs with four each, as many that have just been closed, and connections that bring scripts


def raise_soft_limit() -> int | None:
    """As far as the hard limit and WANTED allow; how many there are now, None where the system has no such limit.

    Says so where they are too few for a class.
    """
    if find_spec("resource") is None:  # Windows
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    if soft != resource.RLIM_INFINITY and soft < ENOUGH:
        logging.getLogger(__name__).warning(
            "At most %d files and connections can be open, enough for about %d learners: raise the hard limit "
            "(ulimit -Hn, or LimitNOFILE in the service) to %d.",
            soft,
            soft // 10,
            ENOUGH,
        )
    return soft
