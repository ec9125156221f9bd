"""The cycle follows its rule more exactly: the next night reckons everyone anew."""

from django.db import migrations
from django.utils import timezone


def reckon_anew(apps, schema_editor):
    """Let every stored cycle hold until yesterday."""
    apps.get_model("staff", "CycleState").objects.update(stale_on=timezone.localdate(), remind_on=None)


class Migration(migrations.Migration):
    dependencies = [("staff", "0006_ended_within")]

    operations = [migrations.RunPython(reckon_anew, migrations.RunPython.noop, elidable=True)]
