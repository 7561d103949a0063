import django.db.models.deletion
import osnowa.lib.clock
import osnowa.workshops.models.mark
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0007_messages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AttendanceMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('mark', models.CharField(blank=True, choices=[('present', 'present'), ('late', 'late'), ('absent', 'absent')], help_text='Empty: what was said is taken back', max_length=8)),
                ('minutes_missed', models.PositiveSmallIntegerField(default=0)),
                ('came_at', models.DateTimeField(blank=True, null=True)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(choices=[('list', 'on the list'), ('device', 'on the list without network'), ('code', 'by the code on the screen'), ('paper', 'from the paper list'), ('choice', 'chosen out of two')], max_length=8)),
                ('follows', models.UUIDField(blank=True, help_text='The mark that its device saw before', null=True)),
                ('made_at', models.DateTimeField(help_text='By the clock of its device')),
                ('received_at', models.DateTimeField(default=osnowa.lib.clock.now)),
                ('device', models.CharField(blank=True, max_length=36)),
                ('device_name', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SignedSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(help_text='Within the session, from 1')),
                ('file', models.FileField(max_length=200, upload_to=osnowa.workshops.models.mark.sheet_path)),
                ('name', models.CharField(help_text='As it is offered for download', max_length=120)),
                ('size', models.PositiveIntegerField(help_text='Bytes')),
                ('checksum', models.CharField(help_text='SHA-256 of what is kept: sent twice, it is one', max_length=64)),
                ('added_at', models.DateTimeField(default=osnowa.lib.clock.now)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AddField(
            model_name='attendance',
            name='came_at',
            field=models.DateTimeField(blank=True, help_text='Empty: at the beginning', null=True),
        ),
        migrations.AddField(
            model_name='attendance',
            name='left_at',
            field=models.DateTimeField(blank=True, help_text='Empty: at the end', null=True),
        ),
        migrations.AddField(
            model_name='attendancecorrection',
            name='came_after',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='attendancecorrection',
            name='came_before',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='attendancecorrection',
            name='left_after',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='attendancecorrection',
            name='left_before',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mark', 'absent'), _negated=True), models.Q(('came_at', None), ('left_at', None)), _connector='OR'), name='from_to_only_of_who_came'),
        ),
        migrations.AddField(
            model_name='attendancemark',
            name='account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attendancemark',
            name='enrolment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance_marks', to='workshops.enrolment'),
        ),
        migrations.AddField(
            model_name='attendancemark',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance_marks', to='workshops.session'),
        ),
        migrations.AddField(
            model_name='signedsheet',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signedsheet',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='workshops.session'),
        ),
        migrations.AddIndex(
            model_name='attendancemark',
            index=models.Index(fields=['session', 'enrolment'], name='workshops_a_session_18676e_idx'),
        ),
        migrations.AddConstraint(
            model_name='signedsheet',
            constraint=models.UniqueConstraint(fields=('session', 'number'), name='sheet_number_once_per_session'),
        ),
        migrations.AddConstraint(
            model_name='signedsheet',
            constraint=models.UniqueConstraint(fields=('session', 'checksum'), name='sheet_once_per_session'),
        ),
    ]
