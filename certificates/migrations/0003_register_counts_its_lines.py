"""Let the sequence of the register know its last line: positions are taken from it like numbers."""

from django.db import migrations
from django.db.models import Max


def count_lines(apps, schema_editor):
    """Set the last position; a register without lines begins at none."""
    last = apps.get_model("certificates", "RegisterLine").objects.aggregate(last=Max("position"))["last"]
    if last is not None:
        sequence = apps.get_model("certificates", "NumberSequence")
        sequence.objects.update_or_create(series="register", year=0, defaults={"last": last})


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("certificates", "0002_first_texts")]

    operations = [migrations.RunPython(count_lines, migrations.RunPython.noop)]
