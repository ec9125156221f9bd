import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('courses', '0001_initial'),
        ('staff', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('academic_year', models.PositiveSmallIntegerField(verbose_name='academic year begins in')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('runs', models.ManyToManyField(blank=True, related_name='campaigns', to='courses.courserun', verbose_name='course runs')),
            ],
            options={
                'verbose_name': 'application period',
                'verbose_name_plural': 'application periods',
                'ordering': ['-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('allocated', 'place given'), ('waitlisted', 'on the waiting list'), ('not_selected', 'not selected'), ('confirmed', 'confirmed'), ('declined', 'declined'), ('expired', 'offer expired'), ('withdrawn', 'withdrawn'), ('enrolled', 'enrolled'), ('completed', 'completed'), ('failed', 'failed'), ('left', 'left the course')], default='draft', editable=False, max_length=12, verbose_name='state')),
                ('motivation', models.TextField(blank=True, max_length=2000, verbose_name='motivation')),
                ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='submitted')),
                ('opinion', models.CharField(blank=True, choices=[('', 'not given yet'), ('endorsed', 'endorsed'), ('not_endorsed', 'not endorsed')], default='', editable=False, max_length=12, verbose_name="head's opinion")),
                ('opinion_reason', models.CharField(blank=True, max_length=500, verbose_name='reason of the opinion')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('opinion_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.person', verbose_name='opinion of')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='staff.person', verbose_name='person')),
                ('run', models.ForeignKey(blank=True, help_text='The run in which the person has a place or waits for one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='courses.courserun', verbose_name='place in')),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='enrollment.campaign', verbose_name='application period')),
            ],
            options={
                'verbose_name': 'application',
                'verbose_name_plural': 'applications',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)], verbose_name='choice')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='enrollment.application', verbose_name='application')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='courses.courserun', verbose_name='course run')),
            ],
            options={
                'verbose_name': 'choice',
                'verbose_name_plural': 'choices',
                'ordering': ['application', 'rank'],
            },
        ),
        migrations.CreateModel(
            name='SelectionList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('approved', 'approved'), ('ordered', 'ordered'), ('cancelled', 'cancelled')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('ranked_on', models.DateField(verbose_name='ranked on')),
                ('lottery_seed', models.CharField(help_text='Published with the list: whoever knows it can draw the lottery again.', max_length=64, verbose_name='lottery seed')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='approved on')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.person', verbose_name='approved by')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.policy', verbose_name='policy')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='selection', to='courses.courserun', verbose_name='course run')),
            ],
            options={
                'verbose_name': 'selection list',
                'verbose_name_plural': 'selection lists',
                'ordering': ['-ranked_on'],
            },
        ),
        migrations.CreateModel(
            name='SelectionEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='place')),
                ('outcome', models.CharField(choices=[('place', 'place given'), ('waiting', 'waiting list')], max_length=8, verbose_name='outcome')),
                ('points', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='points')),
                ('inputs', models.JSONField(verbose_name='what the points were counted from')),
                ('lottery', models.BigIntegerField(verbose_name='lottery number')),
                ('moved_reason', models.CharField(blank=True, max_length=500, verbose_name='reason of the move')),
                ('offer_until', models.DateField(blank=True, null=True, verbose_name='to be confirmed by')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='enrollment.application', verbose_name='application')),
                ('selection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='enrollment.selectionlist', verbose_name='selection list')),
            ],
            options={
                'verbose_name': 'line of the list',
                'verbose_name_plural': 'lines of the list',
                'ordering': ['selection', 'position'],
            },
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_dates_in_order'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['state', 'submitted_at'], name='application_by_state'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['run', 'state'], name='application_by_run'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('campaign__isnull', False), models.Q(('state', 'withdrawn'), _negated=True)), fields=('person', 'campaign'), name='application_once_per_campaign'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['not_selected', 'declined', 'expired', 'withdrawn', 'left', 'failed']), _negated=True), fields=('person', 'run'), name='application_one_place_in_run'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opinion', 'not_endorsed'), _negated=True), models.Q(('opinion_reason', ''), _negated=True), _connector='OR'), name='application_opinion_with_reason'),
        ),
        migrations.AddIndex(
            model_name='choice',
            index=models.Index(fields=['run', 'rank'], name='choice_by_run'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.UniqueConstraint(fields=('application', 'rank'), name='choice_rank_once'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.UniqueConstraint(fields=('application', 'run'), name='choice_run_once'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.CheckConstraint(condition=models.Q(('rank__gte', 1), ('rank__lte', 3)), name='choice_rank_in_range'),
        ),
        migrations.AddConstraint(
            model_name='selectionentry',
            constraint=models.UniqueConstraint(fields=('selection', 'application'), name='entry_once'),
        ),
        migrations.AddConstraint(
            model_name='selectionentry',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('selection', 'position'), name='entry_position_once'),
        ),
    ]
