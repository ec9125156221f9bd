"""The place of a run in three languages; the host and the topic of an internship."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The place that stands there stays as the Kyrgyz one."""

    dependencies = [("courses", "0002_full_documents"), ("staff", "0001_initial")]

    operations = [
        migrations.RenameField("courserun", "place", "place_ky"),
        migrations.AddField("courserun", "place_ru", models.CharField(blank=True, default="", help_text="For the Russian text of orders and letters.", max_length=250, verbose_name="place in Russian"), preserve_default=False),
        migrations.AddField("courserun", "place_en", models.CharField(blank=True, default="", max_length=250, verbose_name="place in English"), preserve_default=False),
        migrations.AddField("courserun", "host", models.ForeignKey(blank=True, help_text="For an internship alone: the certificate names where it took place.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="internships", to="staff.organisation", verbose_name="host of the internship")),
        migrations.AddField("courserun", "topic_ky", models.CharField(blank=True, default="", max_length=250, verbose_name="topic of the internship in Kyrgyz"), preserve_default=False),
        migrations.AddField("courserun", "topic_ru", models.CharField(blank=True, default="", max_length=250, verbose_name="topic of the internship in Russian"), preserve_default=False),
        migrations.AddField("courserun", "topic_en", models.CharField(blank=True, default="", max_length=250, verbose_name="topic of the internship in English"), preserve_default=False),
    ]
