"""What is looked at when the system is set up: that no order can print a hole. Clause 5.7."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import DatabaseError
from django.utils import translation

from .models import OrderTemplate


@checks.register(checks.Tags.database)
def check_order_texts(databases: Sequence[str] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Name every text of an order with a placeholder that nothing fills, or with a condition that no order knows.

    Asked by `manage.py check --database default` and by `migrate`; a database that has no such table yet has no such text.
    """
    if not databases:
        return []
    try:
        with translation.override("en"):
            return [
                checks.Warning(f"{part}: {problem}", obj=template, id="certificates.W001")
                for template in OrderTemplate.objects.using(databases[0])
                for part, problem in template.problems().items()
            ]
    except DatabaseError:
        return []
