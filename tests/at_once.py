"""Acts done at the same time, each in a thread and a transaction of its own: for the races on PostgreSQL."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Do acts at the same time; returns what they raised."""
    barrier, raised = threading.Barrier(len(acts)), list[Exception]()

    def do(act: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            act()
        except Exception as problem:
            raised.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised
