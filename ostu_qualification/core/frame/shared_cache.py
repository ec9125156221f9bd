"""The cache that all processes share, and what serves in its place while it is away."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)
ASK_AGAIN_AFTER = 10
OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 1, "retry": Retry(NoBackoff(), 0)}


class SharedCache(RedisCache):
    """Redis while it answers, the memory of this process while it does not: what is counted there slows guessing, and
    nobody may be kept from logging in because a counter is away.
    """

    _away_until = 0.0  # of all threads: one of them notices, none of the others waits for the same again

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**OPTIONS, **params.get("OPTIONS", {})}})
        self.memory = LocMemCache("while redis is away", {**params, "OPTIONS": {}})


def _with_memory(name: str) -> Callable[..., Any]:
    ask_redis, ask_memory = getattr(RedisCache, name), getattr(LocMemCache, name)

    def ask(cache: SharedCache, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= SharedCache._away_until:
            try:
                return ask_redis(cache, *args, **kwargs)
            except (RedisError, OSError) as problem:
                SharedCache._away_until = time.monotonic() + ASK_AGAIN_AFTER
                logger.warning(
                    "the shared cache does not answer, this process counts by itself: %s", type(problem).__name__
                )
        return ask_memory(cache.memory, *args, **kwargs)

    return ask


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(SharedCache, _name, _with_memory(_name))
