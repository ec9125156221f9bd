"""What large batches need of Python's memory."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Make hundreds of thousands of small records that all live on without walking over them again and again.

    Python's collector looks for circles each time so many have been made, and here there are none: a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
