"""An offer can expire, and the list of a cancelled run is cancelled."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_initial'),
        ('enrollment', '0001_initial'),
        ('staff', '0006_ended_within'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='application',
            name='application_one_place_in_run',
        ),
        migrations.AlterField(
            model_name='application',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('allocated', 'place given'), ('waitlisted', 'on the waiting list'), ('not_selected', 'not selected'), ('confirmed', 'confirmed'), ('declined', 'declined'), ('expired', 'offer expired'), ('withdrawn', 'withdrawn'), ('enrolled', 'enrolled'), ('completed', 'completed'), ('failed', 'failed'), ('left', 'left the course')], default='draft', editable=False, max_length=12, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='selectionlist',
            name='state',
            field=models.CharField(choices=[('draft', 'draft'), ('approved', 'approved'), ('ordered', 'ordered'), ('cancelled', 'cancelled')], default='draft', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['not_selected', 'declined', 'expired', 'withdrawn', 'left', 'failed']), _negated=True), fields=('person', 'run'), name='application_one_place_in_run'),
        ),
    ]
