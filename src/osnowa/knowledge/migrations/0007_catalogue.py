"""The catalogue: facets of tools, who uses them, candidates from others' lists.

`hosting` said one of four words; `hosted` is a list. Revisions are rewritten the same way (a draft must not lose it),
and the digests of submissions follow, so that what was approved stays approved.
"""

import hashlib
import json

import django.db.models.deletion
import osnowa.lib.clock
from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations, models

# Nobody was asked where a service keeps the data
WAYS = {"computer": ["computer"], "service": ["elsewhere"], "own": ["own"], "both": ["own", "elsewhere"]}


def digest(content):
    return hashlib.sha256(json.dumps(content, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


def carry_over(apps, schema_editor):
    ToolPage = apps.get_model("knowledge", "ToolPage")
    Submission = apps.get_model("knowledge", "Submission")
    Revision = apps.get_model("wagtailcore", "Revision")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind = ContentType.objects.filter(app_label="knowledge", model="toolpage").first()
    for page in ToolPage.objects.all():
        written = page.published_on or (page.latest_revision_created_at or osnowa.lib.clock.now()).date()
        ToolPage.objects.filter(pk=page.pk).update(hosted=WAYS.get(page.hosting, []), checked_on=written)
    revisions = Revision.objects.filter(content_type=kind) if kind else Revision.objects.none()
    for revision in revisions:
        content = revision.content
        if "hosting" not in content:
            continue
        before = digest(content)
        content["hosted"] = WAYS.get(content.pop("hosting"), [])
        Revision.objects.filter(pk=revision.pk).update(content=content)
        Submission.objects.filter(revision_id=revision.pk, digest=before).update(digest=digest(content))


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0006_sent_texts'),
        ('people', '0003_own_affairs'),
    ]

    operations = [
        migrations.AddField(
            model_name='toolpage',
            name='accessibility_url',
            field=models.URLField(blank=True, max_length=300, verbose_name='accessibility statement'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='agreement',
            field=models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('not_needed', 'not needed: the data stay with you'), ('unknown', 'not checked')], default='unknown', max_length=10, verbose_name='data-processing agreement'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='agreement_url',
            field=models.URLField(blank=True, max_length=300, verbose_name='where the agreement stands'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='checked_on',
            field=models.DateField(default=osnowa.lib.clock.today, editable=False),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='facts_credit',
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='hosted',
            field=models.JSONField(blank=True, default=list, verbose_name='where it runs'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='languages',
            field=models.CharField(blank=True, help_text='In words, for example: English, Ukrainian.', max_length=200, verbose_name='other languages'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='leaving',
            field=models.TextField(blank=True, help_text='What can be taken along, in which format.', max_length=600, verbose_name='how to leave'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='other_names',
            field=models.CharField(blank=True, help_text='Separated by commas. Readers find it by them.', max_length=200, verbose_name='other names'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='platforms',
            field=models.JSONField(blank=True, default=list, verbose_name='works on'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='price',
            field=models.CharField(choices=[('free', 'free for everybody'), ('ngo_free', 'free for NGOs'), ('reduced', 'cheaper for NGOs'), ('paid', 'paid'), ('unknown', 'not checked')], default='unknown', max_length=8, verbose_name='price for NGOs'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='price_checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='price checked on'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='price_source',
            field=models.URLField(blank=True, max_length=300, verbose_name='where the price stands'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='start_hours',
            field=models.PositiveSmallIntegerField(blank=True, help_text='From nothing to the first thing done in it. Empty: not checked.', null=True, verbose_name='hours until the first use'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='tasks',
            field=models.JSONField(blank=True, default=list, verbose_name='what it is for'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='works_offline',
            field=models.BooleanField(blank=True, default=None, null=True, verbose_name='works without the internet'),
        ),
        migrations.AlterField(
            model_name='toolpage',
            name='cost',
            field=models.CharField(max_length=300, verbose_name='what it costs, in words'),
        ),
        migrations.AlterField(
            model_name='toolpage',
            name='polish_interface',
            field=models.BooleanField(blank=True, default=None, null=True, verbose_name='has a Polish interface'),
        ),
        migrations.AlterField(
            model_name='toolpage',
            name='replaces',
            field=models.CharField(blank=True, help_text='Products, separated by commas.', max_length=200, verbose_name='instead of'),
        ),
        migrations.CreateModel(
            name='ToolCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(db_index=True, max_length=40)),
                ('source_key', models.CharField(max_length=120)),
                ('licence', models.CharField(max_length=40)),
                ('attribution', models.CharField(max_length=300)),
                ('name', models.CharField(max_length=120)),
                ('search_name', models.CharField(db_index=True, editable=False, max_length=200)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=300)),
                ('facts', models.JSONField()),
                ('state', models.CharField(choices=[('new', 'not looked at yet'), ('taken', 'taken into the catalogue')], default='new', max_length=5)),
                ('imported_at', models.DateTimeField(default=osnowa.lib.clock.now)),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='candidates', to='knowledge.toolpage')),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('source', 'source_key'), name='candidate_once_per_list'), models.CheckConstraint(condition=models.Q(models.Q(('licence', ''), _negated=True), models.Q(('attribution', ''), _negated=True)), name='candidate_says_whose_it_is')],
            },
        ),
        migrations.CreateModel(
            name='ToolUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tool_key', models.CharField(db_index=True, max_length=100)),
                ('stage', models.CharField(choices=[('trial', 'on trial'), ('routine', 'in everyday use')], max_length=8)),
                ('since_on', models.DateField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tool_uses', to='people.organisation')),
            ],
            options={
                'ordering': ['organisation__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('tool_key', 'organisation'), name='one_use_per_tool_and_organisation')],
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='toolpage',
            name='hosting',
        ),
    ]
