import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('enrollment', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='amount, som')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='entered')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues', to='enrollment.application', verbose_name='application')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='finance.due', verbose_name='reverses')),
            ],
            options={
                'verbose_name': 'amount due',
                'verbose_name_plural': 'amounts due',
                'ordering': ['-entered_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reverses__isnull', True)), fields=('application',), name='due_once'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gte', 0), ('reverses__isnull', True)), models.Q(('amount__lte', 0), ('reverses__isnull', False)), _connector='OR'), name='due_sign')],
            },
        ),
    ]
