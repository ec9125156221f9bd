"""Make search by any part of a name fast on PostgreSQL; SQLite reads its small tables whole."""

from django.db import migrations

CREATE = [
    "create extension if not exists pg_trgm",
    "create index person_folded_trgm on staff_person using gin (folded gin_trgm_ops)",
    "create index person_folded_prefix on staff_person (folded text_pattern_ops)",
]
DROP = ["drop index if exists person_folded_trgm", "drop index if exists person_folded_prefix"]


def create(apps, schema_editor):
    """Create the indexes where the database knows them."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in CREATE:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    """Drop them again."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in DROP:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Indexes only."""

    dependencies = [("staff", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
