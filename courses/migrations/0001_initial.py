import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('staff', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('returned', 'returned'), ('permitted', 'permitted'), ('approved', 'approved'), ('refused', 'refused'), ('archived', 'archived')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='code')),
                ('title_ky', models.CharField(max_length=250, verbose_name='title in Kyrgyz')),
                ('title_ru', models.CharField(blank=True, max_length=250, verbose_name='title in Russian')),
                ('title_en', models.CharField(blank=True, max_length=250, verbose_name='title in English')),
                ('annotation_ky', models.TextField(blank=True, verbose_name='annotation in Kyrgyz')),
                ('annotation_ru', models.TextField(blank=True, verbose_name='annotation in Russian')),
                ('annotation_en', models.TextField(blank=True, verbose_name='annotation in English')),
                ('form', models.CharField(choices=[('short', 'short course'), ('thematic', 'thematic course'), ('long', 'long programme'), ('internship', 'internship')], max_length=12, verbose_name='form')),
                ('kind', models.CharField(choices=[('course', 'course'), ('seminar', 'seminar'), ('conference', 'conference'), ('forum', 'forum'), ('congress', 'congress'), ('internship', 'internship')], default='course', max_length=12, verbose_name='kind')),
                ('level', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'level 1'), (2, 'level 2'), (3, 'level 3')], null=True, verbose_name='level')),
                ('hours', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='hours')),
                ('mode', models.CharField(choices=[('full_release', 'full release from work'), ('partial_release', 'partial release'), ('alongside', 'alongside work'), ('distance', 'by distance technologies')], max_length=16, verbose_name='mode of study')),
                ('attestation_form', models.CharField(choices=[('exam', 'exam'), ('test', 'test'), ('essay', 'essay defence'), ('attestation_and_exam', 'attestation and exam'), ('report', "report and the host's reference")], max_length=24, verbose_name='final attestation')),
                ('is_licensed', models.BooleanField(default=True, verbose_name='licensed')),
                ('price_own', models.DecimalField(decimal_places=2, default=0, max_digits=10, verbose_name='price for own staff, som')),
                ('price_outside', models.DecimalField(decimal_places=2, default=0, max_digits=10, verbose_name='price for others, som')),
                ('approved_on', models.DateField(blank=True, null=True, verbose_name='approved on')),
                ('folded', models.CharField(editable=False, max_length=900)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('authors', models.ManyToManyField(blank=True, related_name='authored_programmes', to='staff.person', verbose_name='authors')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='courses.programme', verbose_name='earlier version')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='staff.unit', verbose_name='responsible unit')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('programme', 'programme'), ('theory', 'theory'), ('practice', 'practice'), ('presentation', 'presentation'), ('assessment', 'assessment'), ('other', 'other')], max_length=12, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('file', models.FileField(upload_to='materials/%Y/', verbose_name='file')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='checksum of the file (SHA-256)')),
                ('frozen_on', models.DateField(editable=False, null=True, verbose_name='frozen on')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='courses.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'material',
                'verbose_name_plural': 'materials',
                'ordering': ['kind', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Protocol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('held_on', models.DateField(verbose_name='date of the meeting')),
                ('members_present', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='members present')),
                ('members_total', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='members in all')),
            ],
            options={
                'verbose_name': 'protocol of the council',
                'verbose_name_plural': 'protocols of the council',
                'ordering': ['-held_on'],
                'constraints': [models.UniqueConstraint(fields=('number', 'held_on'), name='protocol_once'), models.CheckConstraint(condition=models.Q(('members_present__lte', models.F('members_total'))), name='protocol_members_in_range')],
            },
        ),
        migrations.AddField(
            model_name='programme',
            name='protocol',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='courses.protocol', verbose_name='protocol of the council'),
        ),
        migrations.CreateModel(
            name='SyllabusTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='№')),
                ('title', models.CharField(max_length=300, verbose_name='topic')),
                ('session_kind', models.CharField(choices=[('lecture', 'lecture'), ('theory_seminar', 'theoretical seminar'), ('method_seminar', 'methodological seminar'), ('practice', 'practical class'), ('laboratory', 'laboratory class'), ('game', 'game'), ('discussion', 'thematic discussion'), ('interview', 'interview'), ('consultation', 'consultation'), ('independent', 'independent work')], max_length=16, verbose_name='kind of session')),
                ('hours', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='hours')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='courses.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'syllabus topic',
                'verbose_name_plural': 'syllabus',
                'ordering': ['programme', 'position'],
            },
        ),
        migrations.CreateModel(
            name='CourseRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('open', 'open'), ('closed', 'closed'), ('selected', 'selected'), ('running', 'running'), ('attestation', 'attestation'), ('completed', 'completed'), ('cancelled', 'cancelled')], default='planned', editable=False, max_length=12, verbose_name='state')),
                ('starts_on', models.DateField(verbose_name='begins')),
                ('ends_on', models.DateField(verbose_name='ends')),
                ('apply_from', models.DateField(verbose_name='applications from')),
                ('apply_until', models.DateField(verbose_name='applications until')),
                ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='places')),
                ('minimum', models.PositiveSmallIntegerField(default=1, verbose_name='fewest participants')),
                ('mode', models.CharField(choices=[('full_release', 'full release from work'), ('partial_release', 'partial release'), ('alongside', 'alongside work'), ('distance', 'by distance technologies')], max_length=16, verbose_name='mode of study')),
                ('place_ky', models.CharField(max_length=250, verbose_name='place or link')),
                ('place_ru', models.CharField(blank=True, help_text='For the Russian text of orders and letters.', max_length=250, verbose_name='place in Russian')),
                ('place_en', models.CharField(blank=True, max_length=250, verbose_name='place in English')),
                ('topic_ky', models.CharField(blank=True, max_length=250, verbose_name='topic of the internship in Kyrgyz')),
                ('topic_ru', models.CharField(blank=True, max_length=250, verbose_name='topic of the internship in Russian')),
                ('topic_en', models.CharField(blank=True, max_length=250, verbose_name='topic of the internship in English')),
                ('language', models.CharField(choices=[('ky', 'Кыргызча'), ('ru', 'Русский'), ('en', 'English')], default='ky', max_length=2, verbose_name='language of teaching')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='reason of the cancellation')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('host', models.ForeignKey(blank=True, help_text='For an internship alone: the certificate names where it took place.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='internships', to='staff.organisation', verbose_name='host of the internship')),
                ('trainers', models.ManyToManyField(blank=True, related_name='runs_taught', to='staff.person', verbose_name='trainers')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='courses.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'course run',
                'verbose_name_plural': 'course runs',
                'ordering': ['starts_on', 'pk'],
                'indexes': [models.Index(fields=['state', 'apply_until'], name='run_by_window')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='run_dates_in_order'), models.CheckConstraint(condition=models.Q(('apply_until__gte', models.F('apply_from')), ('apply_until__lte', models.F('starts_on'))), name='run_window_before_start'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1), ('minimum__lte', models.F('capacity'))), name='run_places_in_range'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='run_cancelled_with_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form', 'short'), ('hours__gte', 16), ('hours__lte', 72)), models.Q(('form', 'thematic'), ('hours__gte', 72), ('hours__lte', 100)), models.Q(('form', 'long'), ('hours__gt', 100)), models.Q(('form', 'internship'), ('hours__gte', 72)), _connector='OR'), name='programme_hours_fit_form'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('attestation_form__in', ['exam', 'test', 'essay']), ('form', 'short')), models.Q(('attestation_form', 'attestation_and_exam'), ('form__in', ['thematic', 'long'])), models.Q(('attestation_form', 'report'), ('form', 'internship')), _connector='OR'), name='programme_attestation_fits_form'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['permitted', 'approved']), _negated=True), ('protocol__isnull', False), _connector='OR'), name='programme_permitted_by_protocol'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('price_own__gte', 0), ('price_outside__gte', 0)), name='programme_prices_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='syllabustopic',
            constraint=models.UniqueConstraint(fields=('programme', 'position'), name='topic_position_once'),
        ),
        migrations.AddConstraint(
            model_name='syllabustopic',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gte', 1)), name='topic_hours_positive'),
        ),
    ]
