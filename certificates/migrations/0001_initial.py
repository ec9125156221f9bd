import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('courses', '0001_initial'),
        ('enrollment', '0001_initial'),
        ('staff', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('register', 'register of certificates'), ('papers', 'files of the records')], max_length=10, unique=True)),
                ('made_at', models.DateTimeField()),
                ('since', models.DateField(null=True)),
                ('count', models.PositiveIntegerField(default=0)),
                ('findings', models.JSONField(default=list)),
            ],
            options={
                'verbose_name': 'check of the night',
                'verbose_name_plural': 'checks of the night',
                'ordering': ['kind'],
            },
        ),
        migrations.CreateModel(
            name='Attestation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed')], default='open', editable=False, max_length=8, verbose_name='state')),
                ('form', models.CharField(choices=[('exam', 'exam'), ('test', 'test'), ('essay', 'essay defence'), ('attestation_and_exam', 'attestation and exam'), ('report', "report and the host's reference")], max_length=24, verbose_name='form')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('protocol_number', models.CharField(max_length=40, verbose_name='number of the protocol')),
                ('pass_points', models.PositiveSmallIntegerField(verbose_name='points needed to pass, of 100')),
                ('resit_until', models.DateField(blank=True, null=True, verbose_name='resit until')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attestations_chaired', to='staff.person', verbose_name='chair')),
                ('experts', models.ManyToManyField(related_name='attestations_as_expert', to='staff.person', verbose_name='experts')),
                ('members', models.ManyToManyField(related_name='attestations', to='staff.person', verbose_name='members')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='attestation', to='courses.courserun', verbose_name='course run')),
                ('secretary', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attestations_kept', to='staff.person', verbose_name='secretary')),
            ],
            options={
                'verbose_name': 'attestation',
                'verbose_name_plural': 'attestations',
                'ordering': ['-held_on'],
            },
        ),
        migrations.CreateModel(
            name='AttestationResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_points', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='attestation, test or essay')),
                ('exam_points', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='exam')),
                ('outcome', models.CharField(blank=True, choices=[('', 'no result yet'), ('passed', 'passed'), ('failed', 'failed'), ('absent', 'absent'), ('not_admitted', 'not admitted')], default='', max_length=12, verbose_name='result')),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='remark')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='enrollment.application', verbose_name='application')),
                ('attestation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='certificates.attestation', verbose_name='attestation')),
            ],
            options={
                'verbose_name': 'result',
                'verbose_name_plural': 'results',
                'ordering': ['attestation', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LegalGround',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_ky', models.CharField(max_length=400, verbose_name='title in Kyrgyz')),
                ('title_ru', models.CharField(max_length=400, verbose_name='title in Russian')),
                ('title_en', models.CharField(blank=True, max_length=400, verbose_name='title in English')),
                ('valid_from', models.DateField(verbose_name='in force from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='in force until')),
                ('kinds', models.JSONField(blank=True, default=list, help_text='An act without a kind of order is cited nowhere.', verbose_name='cited in orders of')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('note', models.CharField(blank=True, help_text='It is not printed.', max_length=300, verbose_name='note for the office')),
            ],
            options={
                'verbose_name': 'legal ground',
                'verbose_name_plural': 'legal grounds',
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='ground_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='NumberSequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('series', 'year'), name='sequence_once')],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('enrolment', 'enrolment'), ('internship', 'internship'), ('certificates', 'issue of certificates'), ('subsidy', 'subsidy')], max_length=14, verbose_name='kind')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('endorsement', 'in endorsement'), ('signed', 'signed'), ('executed', 'executed'), ('annulled', 'annulled')], default='draft', editable=False, max_length=12, verbose_name='state')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('content', models.JSONField(default=dict, help_text='Heading, preamble, items and ground by language, as they will be printed.', verbose_name='text')),
                ('facts', models.JSONField(blank=True, default=dict, verbose_name='facts of the course as printed')),
                ('participants', models.JSONField(default=list, verbose_name='participants as printed')),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='number given by the chancellery')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('signed_by', models.CharField(blank=True, max_length=150, verbose_name='signed by')),
                ('scan', models.FileField(blank=True, upload_to='orders/%Y/', verbose_name='scan')),
                ('executed_at', models.DateTimeField(blank=True, null=True, verbose_name='executed')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('attestation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='certificates.attestation', verbose_name='attestation')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.person', verbose_name='drafted by')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='courses.courserun', verbose_name='course run')),
                ('selection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='enrollment.selectionlist', verbose_name='selection list')),
            ],
            options={
                'verbose_name': 'order',
                'verbose_name_plural': 'orders',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('valid', 'valid'), ('replaced', 'replaced'), ('revoked', 'revoked')], default='valid', editable=False, max_length=10, verbose_name='state')),
                ('series', models.CharField(max_length=10, verbose_name='series')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('code', models.CharField(editable=False, max_length=16, unique=True, verbose_name='verification code')),
                ('form', models.CharField(choices=[('short', 'short course'), ('thematic', 'thematic course'), ('long', 'long programme'), ('internship', 'internship')], max_length=12, verbose_name='form')),
                ('name', models.CharField(max_length=300, verbose_name='name as printed')),
                ('title_ky', models.CharField(max_length=250, verbose_name='title in Kyrgyz')),
                ('title_ru', models.CharField(blank=True, max_length=250, verbose_name='title in Russian')),
                ('title_en', models.CharField(blank=True, max_length=250, verbose_name='title in English')),
                ('hours', models.PositiveSmallIntegerField(verbose_name='hours')),
                ('started_on', models.DateField(verbose_name='from')),
                ('ended_on', models.DateField(verbose_name='to')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('file', models.FileField(editable=False, upload_to='certificates/%Y/', verbose_name='file')),
                ('sha256', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='checksum of the file (SHA-256)')),
                ('state_reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('issued_at', models.DateTimeField(auto_now_add=True, verbose_name='entered')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='enrollment.application', verbose_name='application')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='staff.person', verbose_name='person')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='certificates.order', verbose_name='order')),
            ],
            options={
                'verbose_name': 'certificate',
                'verbose_name_plural': 'certificates',
                'ordering': ['-year', 'series', '-number'],
            },
        ),
        migrations.CreateModel(
            name='OrderTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('enrolment', 'enrolment'), ('internship', 'internship'), ('certificates', 'issue of certificates'), ('subsidy', 'subsidy')], max_length=14, verbose_name='kind')),
                ('language', models.CharField(choices=[('ky', 'Кыргызча'), ('ru', 'Русский'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('valid_from', models.DateField(verbose_name='in use from')),
                ('heading', models.TextField(verbose_name='heading')),
                ('preamble', models.TextField(verbose_name='preamble')),
                ('items', models.TextField(help_text='One item a paragraph, a blank line between them. An item that begins with [full_release] is printed only then.', verbose_name='items')),
                ('ground', models.TextField(verbose_name='ground')),
            ],
            options={
                'verbose_name': 'order template',
                'verbose_name_plural': 'order templates',
                'ordering': ['kind', 'language', '-valid_from'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'language', 'valid_from'), name='template_once')],
            },
        ),
        migrations.CreateModel(
            name='RegisterLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(unique=True, verbose_name='№')),
                ('event', models.CharField(choices=[('issued', 'issued'), ('replaced', 'replaced'), ('revoked', 'revoked')], max_length=10, verbose_name='event')),
                ('entered_at', models.DateTimeField(verbose_name='entered')),
                ('content', models.JSONField(verbose_name='content')),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='register_lines', to='certificates.certificate', verbose_name='certificate')),
            ],
            options={
                'verbose_name': 'line of the register',
                'verbose_name_plural': 'register',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Visa',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.CharField(max_length=150, verbose_name='post')),
                ('role', models.CharField(max_length=24, verbose_name='role')),
                ('answer', models.CharField(blank=True, choices=[('', 'waiting'), ('endorsed', 'endorsed'), ('objected', 'objected')], default='', max_length=10, verbose_name='answer')),
                ('remark', models.CharField(blank=True, max_length=500, verbose_name='remark')),
                ('given_at', models.DateTimeField(blank=True, null=True, verbose_name='given')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visas', to='certificates.order', verbose_name='order')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'visa',
                'verbose_name_plural': 'visas',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='attestation',
            constraint=models.CheckConstraint(condition=models.Q(('resit_until__isnull', True), ('resit_until__gt', models.F('held_on')), _connector='OR'), name='attestation_resit_later'),
        ),
        migrations.AddConstraint(
            model_name='attestationresult',
            constraint=models.UniqueConstraint(fields=('attestation', 'application'), name='result_once'),
        ),
        migrations.AddConstraint(
            model_name='attestationresult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_points__isnull', True), ('first_points__lte', 100), _connector='OR'), models.Q(('exam_points__isnull', True), ('exam_points__lte', 100), _connector='OR')), name='result_points_of_100'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['signed', 'executed']), _negated=True), models.Q(models.Q(('number', ''), _negated=True), ('signed_on__isnull', False)), _connector='OR'), name='order_signed_with_number'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number', 'signed_on'), name='order_number_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'enrolment'), models.Q(('state', 'annulled'), _negated=True)), fields=('kind', 'run'), name='order_one_enrolment_per_run'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'certificates'), models.Q(('state', 'annulled'), _negated=True)), fields=('kind', 'attestation'), name='order_one_issue_per_attestation'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('series', 'year', 'number'), name='certificate_number_once'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'valid')), fields=('application',), name='certificate_one_valid'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'valid'), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='certificate_state_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__gte', models.F('started_on'))), name='certificate_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='visa',
            constraint=models.UniqueConstraint(fields=('order', 'role'), name='visa_once'),
        ),
    ]
