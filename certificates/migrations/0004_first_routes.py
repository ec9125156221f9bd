"""The first routes of approval: who is asked before the rector signs an order."""

import datetime as dt

from django.db import migrations

KINDS = ("order.enrolment", "order.certificates")
OFFICES = ("vice_rector", "officer", "finance_officer", "hr_officer", "lawyer")
SINCE = dt.date(2020, 1, 1)
NOTE = "Иш кагаздарын жүргүзүү тартиби"


def enter_routes(apps, schema_editor):
    """Enter the routes unless the office has its own."""
    route, office = apps.get_model("core", "ApprovalRoute"), apps.get_model("core", "RouteOffice")
    for kind in KINDS:
        if not route.objects.filter(kind=kind).exists():
            made = route.objects.create(kind=kind, valid_from=SINCE, note=NOTE)
            office.objects.bulk_create(
                office(route=made, position=number, office=code) for number, code in enumerate(OFFICES, 1)
            )


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("certificates", "0003_visas_are_approvals"), ("core", "0006_approvals")]

    operations = [migrations.RunPython(enter_routes, migrations.RunPython.noop)]
