"""No recognised journey without the day of the consent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The constraint alone, once the days are filled in."""

    dependencies = [("staff", "0009_consents_with_effect")]

    operations = [
        migrations.AddConstraint(
            model_name='trainingrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', 'mobility'), ('state', 'recognised'), _negated=True), ('transfer_agreed_on__isnull', False), _connector='OR'), name='training_abroad_with_consent'),
        ),
    ]
