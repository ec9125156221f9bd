"""Enter the first policy, in force since before anybody was employed."""

import datetime as dt

from django.db import migrations


def enter_first_policy(apps, schema_editor):
    """Enter the numbers of clause 1.3 unless an office has entered its own."""
    policy = apps.get_model("core", "Policy")
    if not policy.objects.exists():
        policy.objects.create(valid_from=dt.date(1900, 1, 1), note="Жобо, 1.3, 5.4, 5.7")


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(enter_first_policy, migrations.RunPython.noop)]
