from django.db import migrations, models


def forget(apps, schema_editor):
    """Words have other keys now (roots of verbs without prefixes). `osnowa prepare` fills an empty index anew."""
    for table in ("lib_searchkey", "lib_searchword", "lib_searchentry"):
        schema_editor.execute(f"DELETE FROM {table}")


class Migration(migrations.Migration):

    dependencies = [
        ('lib', '0004_search'),
    ]

    operations = [
        migrations.AlterField(
            model_name='searchkey',
            name='kind',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Lemma'), (1, 'Relative'), (2, 'Stem'), (3, 'Root'), (4, 'Bare')]),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
