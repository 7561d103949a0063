import django.db.models.deletion
from django.db import migrations, models


SQLITE = (
    """CREATE VIRTUAL TABLE lib_search_fts USING fts5(
        title_words, text_words, content='lib_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE TRIGGER lib_search_put AFTER INSERT ON lib_searchentry BEGIN
        INSERT INTO lib_search_fts (rowid, title_words, text_words) VALUES (new.id, new.title_words, new.text_words);
    END""",
    """CREATE TRIGGER lib_search_forget AFTER DELETE ON lib_searchentry BEGIN
        INSERT INTO lib_search_fts (lib_search_fts, rowid, title_words, text_words)
        VALUES ('delete', old.id, old.title_words, old.text_words);
    END""",
    """CREATE TRIGGER lib_search_change AFTER UPDATE OF id, title_words, text_words ON lib_searchentry BEGIN
        INSERT INTO lib_search_fts (lib_search_fts, rowid, title_words, text_words)
        VALUES ('delete', old.id, old.title_words, old.text_words);
        INSERT INTO lib_search_fts (rowid, title_words, text_words) VALUES (new.id, new.title_words, new.text_words);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS lib_search_put",
    "DROP TRIGGER IF EXISTS lib_search_forget",
    "DROP TRIGGER IF EXISTS lib_search_change",
    "DROP TABLE IF EXISTS lib_search_fts",
)
POSTGRESQL = (
    """ALTER TABLE lib_searchentry
        ADD COLUMN title_vector tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, title_words)) STORED,
        ADD COLUMN all_vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple'::regconfig, title_words), 'A')
            || to_tsvector('simple'::regconfig, text_words)
        ) STORED""",
    "CREATE INDEX lib_search_title ON lib_searchentry USING gin (title_vector) WITH (fastupdate = off)",
    "CREATE INDEX lib_search_all ON lib_searchentry USING gin (all_vector) WITH (fastupdate = off)",
)
POSTGRESQL_BACK = ("ALTER TABLE lib_searchentry DROP COLUMN title_vector, DROP COLUMN all_vector",)


def index(apps, schema_editor):
    """What the models cannot say: the words of an entry, ready to be matched, kept in step by the database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def no_index(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('lib', '0003_mail_unsubscribe_url'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=60, unique=True)),
                ('spelled', models.CharField(help_text='with its marks, as it was met first', max_length=60)),
                ('documents', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='MissedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='folded', max_length=100)),
                ('happened_on', models.DateField()),
                ('times', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['happened_on'], name='lib_misseds_happene_dc5309_idx')],
                'constraints': [models.UniqueConstraint(fields=('words', 'happened_on'), name='one_miss_per_words_and_day')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('thing_id', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=400)),
                ('text', models.TextField()),
                ('address', models.CharField(max_length=500)),
                ('language', models.CharField(max_length=5)),
                ('facets', models.JSONField(default=dict, help_text='{name: [values]}')),
                ('facet_key', models.TextField(help_text='|name=value|name=value|, for filters')),
                ('title_words', models.TextField(help_text='folded words, one space between them')),
                ('text_words', models.TextField(help_text='as title_words; the title is no part of it')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'thing_id'), name='one_entry_per_thing')],
            },
        ),
        migrations.CreateModel(
            name='SearchKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, help_text='l or s or r, and the folded word', max_length=62)),
                ('kind', models.PositiveSmallIntegerField(choices=[(0, 'Lemma'), (1, 'Relative'), (2, 'Stem'), (3, 'Root')])),
                ('word', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='lib.searchword')),
            ],
        ),
        migrations.RunPython(index, no_index, atomic=None),
    ]
