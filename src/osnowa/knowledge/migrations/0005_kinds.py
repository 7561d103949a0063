"""Guides, stories, collections and reports of events beside articles and tools; four more shelves for them."""

from contextlib import suppress

import django.core.validators
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import DatabaseError, migrations, models, transaction
from wagtail.models import Page as LivePage
from wagtail.models import Site as LiveSite


SHELVES = (
    ("GuideIndexPage", "Poradniki", "poradniki"),
    ("StoryIndexPage", "Historie", "historie"),
    ("CollectionIndexPage", "Kolekcje", "kolekcje"),
    ("EventReportIndexPage", "Relacje", "relacje"),
)


def lay_out(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    known = apps.get_model("knowledge", "KnowledgeIndexPage").objects.first()
    if known is None:
        return  # laid out by the first deed (actions.lay_out_knowledge)
    root = Page.objects.get(pk=known.pk)
    below = Page.objects.filter(path__startswith=root.path, depth=root.depth + 1)
    last = max((LivePage._str2int(path[-LivePage.steplen :]) for path in below.values_list("path", flat=True)), default=0)
    for number, (model, title, slug) in enumerate(SHELVES, start=last + 1):
        kind, _made = ContentType.objects.get_or_create(app_label="knowledge", model=model.lower())
        if below.filter(slug=slug).exists():
            slug = f"{slug}-1"  # somebody else's page keeps its address; ours is shown by our views
        apps.get_model("knowledge", model).objects.create(
            title=title, draft_title=title, slug=slug, content_type=kind, path=LivePage._get_path(root.path, root.depth + 1, number),
            depth=root.depth + 1, numchild=0, url_path=f"{root.url_path}{slug}/", locale_id=root.locale_id,
        )  # fmt: skip
    Page.objects.filter(pk=root.pk).update(numchild=root.numchild + len(SHELVES))
    with suppress(DatabaseError), transaction.atomic():  # a fresh database has no table of the cache yet
        LiveSite.clear_site_root_paths_cache()


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0004_shelves'),
        ('programme', '0005_service_papers'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CollectionIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'list of collections',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventReportIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'list of reports of events',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GuideIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'list of guides',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StoryIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'list of stories of organisations',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='competences',
            field=models.CharField(blank=True, help_text='What a reader learns, by the codes of DigComp.', max_length=120, verbose_name='digital competences'),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='confirmed_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='parts',
            field=wagtail.fields.StreamField([('text', 0), ('steps', 6), ('tip', 9), ('picture', 14), ('video', 20), ('quote', 24), ('comparison', 31), ('downloads', 35)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'knowledge/parts/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'What to do', 'max_length': 150}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'How', 'required': False}), 3: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'What is seen in the picture', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('title', 1), ('body', 2), ('picture', 3), ('alt', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'knowledge/parts/steps.html'}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tip', 'Tip'), ('warning', 'Watch out')], 'label': 'What it is'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 9: ('wagtail.blocks.StructBlock', [[('kind', 7), ('body', 8)]], {}), 10: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'One sentence for people who cannot see it.', 'label': 'What is seen in the picture', 'max_length': 250}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Who made it, licence', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('picture', 10), ('alt', 11), ('caption', 12), ('credit', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'What the film is about', 'max_length': 150, 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'Readers get a link. Leave it empty where you choose a file.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4, WebM', 'label': 'File of the film', 'required': False}), 18: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). A film of our own needs it.', 'label': 'Captions', 'required': False}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'help_text': 'For people who cannot hear or see it, and for who has no time to watch.', 'label': 'What is said and seen'}), 20: ('wagtail.blocks.StructBlock', [[('title', 15), ('address', 16), ('file', 17), ('captions', 18), ('transcript', 19)]], {}), 21: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'max_length': 1000, 'rows': 3}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 150, 'required': False}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 200, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('words', 21), ('who', 22), ('source', 23)]], {}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'What is compared', 'max_length': 200}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Headings of columns', 'max_num': 6, 'min_num': 2}), 28: ('wagtail.blocks.TextBlock', (), {'label': 'Cell', 'required': False, 'rows': 1}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Row'}), 30: ('wagtail.blocks.ListBlock', (29,), {'label': 'Rows', 'max_num': 60}), 31: ('wagtail.blocks.StructBlock', [[('caption', 25), ('headers', 27), ('rows', 30)]], {}), 32: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'What it is', 'max_length': 150, 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('document', 32), ('title', 33)]], {}), 35: ('wagtail.blocks.ListBlock', (34,), {'icon': 'download', 'label': 'Files to download', 'template': 'knowledge/parts/downloads.html'})}, help_text='Steps, tips, pictures, films, comparisons, files: in the order in which they are read.', verbose_name='more parts'),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='related',
            field=wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Text', 'page_type': ['knowledge.GuidePage', 'knowledge.ArticlePage', 'knowledge.StoryPage', 'knowledge.ToolPage', 'knowledge.EventReportPage', 'knowledge.CollectionPage']})}, help_text='Left empty, texts of the same topic and competences are shown.', verbose_name='read next'),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='reminded_for',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='summary_en',
            field=models.TextField(blank=True, help_text='A few sentences for readers without Polish.', max_length=600, verbose_name='summary in English'),
        ),
        migrations.AddField(
            model_name='articlepage',
            name='translation_of',
            field=models.ForeignKey(blank=True, help_text='The text in the language in which it was written first.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='translation of'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='competences',
            field=models.CharField(blank=True, help_text='What a reader learns, by the codes of DigComp.', max_length=120, verbose_name='digital competences'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='confirmed_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='parts',
            field=wagtail.fields.StreamField([('text', 0), ('steps', 6), ('tip', 9), ('picture', 14), ('video', 20), ('quote', 24), ('comparison', 31), ('downloads', 35)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'knowledge/parts/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'What to do', 'max_length': 150}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'How', 'required': False}), 3: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'What is seen in the picture', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('title', 1), ('body', 2), ('picture', 3), ('alt', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'knowledge/parts/steps.html'}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tip', 'Tip'), ('warning', 'Watch out')], 'label': 'What it is'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 9: ('wagtail.blocks.StructBlock', [[('kind', 7), ('body', 8)]], {}), 10: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'One sentence for people who cannot see it.', 'label': 'What is seen in the picture', 'max_length': 250}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Who made it, licence', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('picture', 10), ('alt', 11), ('caption', 12), ('credit', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'What the film is about', 'max_length': 150, 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'Readers get a link. Leave it empty where you choose a file.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4, WebM', 'label': 'File of the film', 'required': False}), 18: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). A film of our own needs it.', 'label': 'Captions', 'required': False}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'help_text': 'For people who cannot hear or see it, and for who has no time to watch.', 'label': 'What is said and seen'}), 20: ('wagtail.blocks.StructBlock', [[('title', 15), ('address', 16), ('file', 17), ('captions', 18), ('transcript', 19)]], {}), 21: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'max_length': 1000, 'rows': 3}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 150, 'required': False}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 200, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('words', 21), ('who', 22), ('source', 23)]], {}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'What is compared', 'max_length': 200}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Headings of columns', 'max_num': 6, 'min_num': 2}), 28: ('wagtail.blocks.TextBlock', (), {'label': 'Cell', 'required': False, 'rows': 1}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Row'}), 30: ('wagtail.blocks.ListBlock', (29,), {'label': 'Rows', 'max_num': 60}), 31: ('wagtail.blocks.StructBlock', [[('caption', 25), ('headers', 27), ('rows', 30)]], {}), 32: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'What it is', 'max_length': 150, 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('document', 32), ('title', 33)]], {}), 35: ('wagtail.blocks.ListBlock', (34,), {'icon': 'download', 'label': 'Files to download', 'template': 'knowledge/parts/downloads.html'})}, help_text='Steps, tips, pictures, films, comparisons, files: in the order in which they are read.', verbose_name='more parts'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='related',
            field=wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Text', 'page_type': ['knowledge.GuidePage', 'knowledge.ArticlePage', 'knowledge.StoryPage', 'knowledge.ToolPage', 'knowledge.EventReportPage', 'knowledge.CollectionPage']})}, help_text='Left empty, texts of the same topic and competences are shown.', verbose_name='read next'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='reminded_for',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='summary_en',
            field=models.TextField(blank=True, help_text='A few sentences for readers without Polish.', max_length=600, verbose_name='summary in English'),
        ),
        migrations.AddField(
            model_name='toolpage',
            name='translation_of',
            field=models.ForeignKey(blank=True, help_text='The text in the language in which it was written first.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='translation of'),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='body',
            field=wagtail.fields.RichTextField(blank=True, help_text='The text, or its opening where more parts follow below.', verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='toolpage',
            name='body',
            field=wagtail.fields.RichTextField(blank=True, help_text='The text, or its opening where more parts follow below.', verbose_name='text'),
        ),
        migrations.CreateModel(
            name='CollectionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.CharField(help_text='One or two sentences: what the reader gains.', max_length=300, verbose_name='in short')),
                ('body', wagtail.fields.RichTextField(blank=True, help_text='The text, or its opening where more parts follow below.', verbose_name='text')),
                ('parts', wagtail.fields.StreamField([('text', 0), ('steps', 6), ('tip', 9), ('picture', 14), ('video', 20), ('quote', 24), ('comparison', 31), ('downloads', 35)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'knowledge/parts/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'What to do', 'max_length': 150}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'How', 'required': False}), 3: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'What is seen in the picture', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('title', 1), ('body', 2), ('picture', 3), ('alt', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'knowledge/parts/steps.html'}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tip', 'Tip'), ('warning', 'Watch out')], 'label': 'What it is'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 9: ('wagtail.blocks.StructBlock', [[('kind', 7), ('body', 8)]], {}), 10: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'One sentence for people who cannot see it.', 'label': 'What is seen in the picture', 'max_length': 250}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Who made it, licence', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('picture', 10), ('alt', 11), ('caption', 12), ('credit', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'What the film is about', 'max_length': 150, 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'Readers get a link. Leave it empty where you choose a file.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4, WebM', 'label': 'File of the film', 'required': False}), 18: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). A film of our own needs it.', 'label': 'Captions', 'required': False}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'help_text': 'For people who cannot hear or see it, and for who has no time to watch.', 'label': 'What is said and seen'}), 20: ('wagtail.blocks.StructBlock', [[('title', 15), ('address', 16), ('file', 17), ('captions', 18), ('transcript', 19)]], {}), 21: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'max_length': 1000, 'rows': 3}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 150, 'required': False}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 200, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('words', 21), ('who', 22), ('source', 23)]], {}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'What is compared', 'max_length': 200}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Headings of columns', 'max_num': 6, 'min_num': 2}), 28: ('wagtail.blocks.TextBlock', (), {'label': 'Cell', 'required': False, 'rows': 1}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Row'}), 30: ('wagtail.blocks.ListBlock', (29,), {'label': 'Rows', 'max_num': 60}), 31: ('wagtail.blocks.StructBlock', [[('caption', 25), ('headers', 27), ('rows', 30)]], {}), 32: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'What it is', 'max_length': 150, 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('document', 32), ('title', 33)]], {}), 35: ('wagtail.blocks.ListBlock', (34,), {'icon': 'download', 'label': 'Files to download', 'template': 'knowledge/parts/downloads.html'})}, help_text='Steps, tips, pictures, films, comparisons, files: in the order in which they are read.', verbose_name='more parts')),
                ('summary_en', models.TextField(blank=True, help_text='A few sentences for readers without Polish.', max_length=600, verbose_name='summary in English')),
                ('competences', models.CharField(blank=True, help_text='What a reader learns, by the codes of DigComp.', max_length=120, verbose_name='digital competences')),
                ('related', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Text', 'page_type': ['knowledge.GuidePage', 'knowledge.ArticlePage', 'knowledge.StoryPage', 'knowledge.ToolPage', 'knowledge.EventReportPage', 'knowledge.CollectionPage']})}, help_text='Left empty, texts of the same topic and competences are shown.', verbose_name='read next')),
                ('topic', models.CharField(choices=[('management', 'running an organisation'), ('communication', 'communication'), ('cooperation', 'working together'), ('coworking', 'shared office')], default='management', max_length=14, verbose_name='topic')),
                ('language', models.CharField(choices=[('pl', 'Polish'), ('en', 'English')], default='pl', max_length=2, verbose_name='language of the text')),
                ('byline', models.CharField(blank=True, help_text='As readers see it. Several people: separated by commas.', max_length=200, verbose_name='author')),
                ('licence', models.CharField(choices=[('cc-by-4.0', 'CC BY 4.0'), ('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc0-1.0', 'CC0 1.0')], default='cc-by-4.0', max_length=12, verbose_name='licence of the text')),
                ('published_on', models.DateField(editable=False, null=True)),
                ('review_on', models.DateField(blank=True, help_text='The day by which somebody reads it again.', null=True, verbose_name='check again on')),
                ('confirmed_on', models.DateField(editable=False, null=True)),
                ('reminded_for', models.DateField(editable=False, null=True)),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented for the demonstration')),
                ('search_title', models.CharField(db_index=True, default='', editable=False, max_length=400)),
                ('search_text', models.TextField(default='', editable=False)),
                ('items', wagtail.fields.StreamField([('item', 2)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Text', 'page_type': ['knowledge.GuidePage', 'knowledge.ArticlePage', 'knowledge.StoryPage', 'knowledge.ToolPage', 'knowledge.EventReportPage']}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'Why it is here', 'max_length': 400, 'required': False, 'rows': 2}), 2: ('wagtail.blocks.StructBlock', [[('page', 0), ('words', 1)]], {})}, verbose_name='texts in their order')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, help_text="The text counts in this programme's figures. Empty: it counts in none.", limit_choices_to={'is_public': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programme.programme', verbose_name='programme')),
                ('translation_of', models.ForeignKey(blank=True, help_text='The text in the language in which it was written first.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='translation of')),
            ],
            options={
                'verbose_name': 'collection',
                'verbose_name_plural': 'collections',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventReportPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.CharField(help_text='One or two sentences: what the reader gains.', max_length=300, verbose_name='in short')),
                ('body', wagtail.fields.RichTextField(blank=True, help_text='The text, or its opening where more parts follow below.', verbose_name='text')),
                ('parts', wagtail.fields.StreamField([('text', 0), ('steps', 6), ('tip', 9), ('picture', 14), ('video', 20), ('quote', 24), ('comparison', 31), ('downloads', 35)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'knowledge/parts/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'What to do', 'max_length': 150}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'How', 'required': False}), 3: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'What is seen in the picture', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('title', 1), ('body', 2), ('picture', 3), ('alt', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'knowledge/parts/steps.html'}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tip', 'Tip'), ('warning', 'Watch out')], 'label': 'What it is'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 9: ('wagtail.blocks.StructBlock', [[('kind', 7), ('body', 8)]], {}), 10: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'One sentence for people who cannot see it.', 'label': 'What is seen in the picture', 'max_length': 250}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Who made it, licence', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('picture', 10), ('alt', 11), ('caption', 12), ('credit', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'What the film is about', 'max_length': 150, 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'Readers get a link. Leave it empty where you choose a file.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4, WebM', 'label': 'File of the film', 'required': False}), 18: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). A film of our own needs it.', 'label': 'Captions', 'required': False}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'help_text': 'For people who cannot hear or see it, and for who has no time to watch.', 'label': 'What is said and seen'}), 20: ('wagtail.blocks.StructBlock', [[('title', 15), ('address', 16), ('file', 17), ('captions', 18), ('transcript', 19)]], {}), 21: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'max_length': 1000, 'rows': 3}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 150, 'required': False}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 200, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('words', 21), ('who', 22), ('source', 23)]], {}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'What is compared', 'max_length': 200}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Headings of columns', 'max_num': 6, 'min_num': 2}), 28: ('wagtail.blocks.TextBlock', (), {'label': 'Cell', 'required': False, 'rows': 1}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Row'}), 30: ('wagtail.blocks.ListBlock', (29,), {'label': 'Rows', 'max_num': 60}), 31: ('wagtail.blocks.StructBlock', [[('caption', 25), ('headers', 27), ('rows', 30)]], {}), 32: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'What it is', 'max_length': 150, 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('document', 32), ('title', 33)]], {}), 35: ('wagtail.blocks.ListBlock', (34,), {'icon': 'download', 'label': 'Files to download', 'template': 'knowledge/parts/downloads.html'})}, help_text='Steps, tips, pictures, films, comparisons, files: in the order in which they are read.', verbose_name='more parts')),
                ('summary_en', models.TextField(blank=True, help_text='A few sentences for readers without Polish.', max_length=600, verbose_name='summary in English')),
                ('competences', models.CharField(blank=True, help_text='What a reader learns, by the codes of DigComp.', max_length=120, verbose_name='digital competences')),
                ('related', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Text', 'page_type': ['knowledge.GuidePage', 'knowledge.ArticlePage', 'knowledge.StoryPage', 'knowledge.ToolPage', 'knowledge.EventReportPage', 'knowledge.CollectionPage']})}, help_text='Left empty, texts of the same topic and competences are shown.', verbose_name='read next')),
                ('topic', models.CharField(choices=[('management', 'running an organisation'), ('communication', 'communication'), ('cooperation', 'working together'), ('coworking', 'shared office')], default='management', max_length=14, verbose_name='topic')),
                ('language', models.CharField(choices=[('pl', 'Polish'), ('en', 'English')], default='pl', max_length=2, verbose_name='language of the text')),
                ('byline', models.CharField(blank=True, help_text='As readers see it. Several people: separated by commas.', max_length=200, verbose_name='author')),
                ('licence', models.CharField(choices=[('cc-by-4.0', 'CC BY 4.0'), ('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc0-1.0', 'CC0 1.0')], default='cc-by-4.0', max_length=12, verbose_name='licence of the text')),
                ('published_on', models.DateField(editable=False, null=True)),
                ('review_on', models.DateField(blank=True, help_text='The day by which somebody reads it again.', null=True, verbose_name='check again on')),
                ('confirmed_on', models.DateField(editable=False, null=True)),
                ('reminded_for', models.DateField(editable=False, null=True)),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented for the demonstration')),
                ('search_title', models.CharField(db_index=True, default='', editable=False, max_length=400)),
                ('search_text', models.TextField(default='', editable=False)),
                ('happened_on', models.DateField(null=True, verbose_name='day')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='how many people took part')),
                ('event_address', models.URLField(blank=True, verbose_name='page of the event')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, help_text="The text counts in this programme's figures. Empty: it counts in none.", limit_choices_to={'is_public': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programme.programme', verbose_name='programme')),
                ('translation_of', models.ForeignKey(blank=True, help_text='The text in the language in which it was written first.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='translation of')),
            ],
            options={
                'verbose_name': 'report of an event',
                'verbose_name_plural': 'reports of events',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GuidePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.CharField(help_text='One or two sentences: what the reader gains.', max_length=300, verbose_name='in short')),
                ('body', wagtail.fields.RichTextField(blank=True, help_text='The text, or its opening where more parts follow below.', verbose_name='text')),
                ('parts', wagtail.fields.StreamField([('text', 0), ('steps', 6), ('tip', 9), ('picture', 14), ('video', 20), ('quote', 24), ('comparison', 31), ('downloads', 35)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'knowledge/parts/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'What to do', 'max_length': 150}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'How', 'required': False}), 3: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'What is seen in the picture', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('title', 1), ('body', 2), ('picture', 3), ('alt', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'knowledge/parts/steps.html'}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tip', 'Tip'), ('warning', 'Watch out')], 'label': 'What it is'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 9: ('wagtail.blocks.StructBlock', [[('kind', 7), ('body', 8)]], {}), 10: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'One sentence for people who cannot see it.', 'label': 'What is seen in the picture', 'max_length': 250}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Who made it, licence', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('picture', 10), ('alt', 11), ('caption', 12), ('credit', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'What the film is about', 'max_length': 150, 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'Readers get a link. Leave it empty where you choose a file.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4, WebM', 'label': 'File of the film', 'required': False}), 18: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). A film of our own needs it.', 'label': 'Captions', 'required': False}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'help_text': 'For people who cannot hear or see it, and for who has no time to watch.', 'label': 'What is said and seen'}), 20: ('wagtail.blocks.StructBlock', [[('title', 15), ('address', 16), ('file', 17), ('captions', 18), ('transcript', 19)]], {}), 21: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'max_length': 1000, 'rows': 3}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 150, 'required': False}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 200, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('words', 21), ('who', 22), ('source', 23)]], {}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'What is compared', 'max_length': 200}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Headings of columns', 'max_num': 6, 'min_num': 2}), 28: ('wagtail.blocks.TextBlock', (), {'label': 'Cell', 'required': False, 'rows': 1}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Row'}), 30: ('wagtail.blocks.ListBlock', (29,), {'label': 'Rows', 'max_num': 60}), 31: ('wagtail.blocks.StructBlock', [[('caption', 25), ('headers', 27), ('rows', 30)]], {}), 32: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'What it is', 'max_length': 150, 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('document', 32), ('title', 33)]], {}), 35: ('wagtail.blocks.ListBlock', (34,), {'icon': 'download', 'label': 'Files to download', 'template': 'knowledge/parts/downloads.html'})}, help_text='Steps, tips, pictures, films, comparisons, files: in the order in which they are read.', verbose_name='more parts')),
                ('summary_en', models.TextField(blank=True, help_text='A few sentences for readers without Polish.', max_length=600, verbose_name='summary in English')),
                ('competences', models.CharField(blank=True, help_text='What a reader learns, by the codes of DigComp.', max_length=120, verbose_name='digital competences')),
                ('related', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Text', 'page_type': ['knowledge.GuidePage', 'knowledge.ArticlePage', 'knowledge.StoryPage', 'knowledge.ToolPage', 'knowledge.EventReportPage', 'knowledge.CollectionPage']})}, help_text='Left empty, texts of the same topic and competences are shown.', verbose_name='read next')),
                ('topic', models.CharField(choices=[('management', 'running an organisation'), ('communication', 'communication'), ('cooperation', 'working together'), ('coworking', 'shared office')], default='management', max_length=14, verbose_name='topic')),
                ('language', models.CharField(choices=[('pl', 'Polish'), ('en', 'English')], default='pl', max_length=2, verbose_name='language of the text')),
                ('byline', models.CharField(blank=True, help_text='As readers see it. Several people: separated by commas.', max_length=200, verbose_name='author')),
                ('licence', models.CharField(choices=[('cc-by-4.0', 'CC BY 4.0'), ('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc0-1.0', 'CC0 1.0')], default='cc-by-4.0', max_length=12, verbose_name='licence of the text')),
                ('published_on', models.DateField(editable=False, null=True)),
                ('review_on', models.DateField(blank=True, help_text='The day by which somebody reads it again.', null=True, verbose_name='check again on')),
                ('confirmed_on', models.DateField(editable=False, null=True)),
                ('reminded_for', models.DateField(editable=False, null=True)),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented for the demonstration')),
                ('search_title', models.CharField(db_index=True, default='', editable=False, max_length=400)),
                ('search_text', models.TextField(default='', editable=False)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, help_text='To do it, not to read it.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6000)], verbose_name='minutes that it takes')),
                ('needs', models.TextField(blank=True, help_text='Before the first step, one thing in a line.', max_length=600, verbose_name='what you need')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, help_text="The text counts in this programme's figures. Empty: it counts in none.", limit_choices_to={'is_public': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programme.programme', verbose_name='programme')),
                ('translation_of', models.ForeignKey(blank=True, help_text='The text in the language in which it was written first.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='translation of')),
            ],
            options={
                'verbose_name': 'guide',
                'verbose_name_plural': 'guides',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StoryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('lead', models.CharField(help_text='One or two sentences: what the reader gains.', max_length=300, verbose_name='in short')),
                ('body', wagtail.fields.RichTextField(blank=True, help_text='The text, or its opening where more parts follow below.', verbose_name='text')),
                ('parts', wagtail.fields.StreamField([('text', 0), ('steps', 6), ('tip', 9), ('picture', 14), ('video', 20), ('quote', 24), ('comparison', 31), ('downloads', 35)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'label': 'Text', 'template': 'knowledge/parts/text.html'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'What to do', 'max_length': 150}), 2: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'How', 'required': False}), 3: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'What is seen in the picture', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('title', 1), ('body', 2), ('picture', 3), ('alt', 4)]], {}), 6: ('wagtail.blocks.ListBlock', (5,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'knowledge/parts/steps.html'}), 7: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tip', 'Tip'), ('warning', 'Watch out')], 'label': 'What it is'}), 8: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 9: ('wagtail.blocks.StructBlock', [[('kind', 7), ('body', 8)]], {}), 10: ('osnowa.knowledge.blocks.PictureChooser', (), {'label': 'Picture'}), 11: ('wagtail.blocks.CharBlock', (), {'help_text': 'One sentence for people who cannot see it.', 'label': 'What is seen in the picture', 'max_length': 250}), 12: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Who made it, licence', 'max_length': 200, 'required': False}), 14: ('wagtail.blocks.StructBlock', [[('picture', 10), ('alt', 11), ('caption', 12), ('credit', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'What the film is about', 'max_length': 150, 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'Readers get a link. Leave it empty where you choose a file.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4, WebM', 'label': 'File of the film', 'required': False}), 18: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). A film of our own needs it.', 'label': 'Captions', 'required': False}), 19: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'help_text': 'For people who cannot hear or see it, and for who has no time to watch.', 'label': 'What is said and seen'}), 20: ('wagtail.blocks.StructBlock', [[('title', 15), ('address', 16), ('file', 17), ('captions', 18), ('transcript', 19)]], {}), 21: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'max_length': 1000, 'rows': 3}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 150, 'required': False}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 200, 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('words', 21), ('who', 22), ('source', 23)]], {}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'What is compared', 'max_length': 200}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Headings of columns', 'max_num': 6, 'min_num': 2}), 28: ('wagtail.blocks.TextBlock', (), {'label': 'Cell', 'required': False, 'rows': 1}), 29: ('wagtail.blocks.ListBlock', (28,), {'label': 'Row'}), 30: ('wagtail.blocks.ListBlock', (29,), {'label': 'Rows', 'max_num': 60}), 31: ('wagtail.blocks.StructBlock', [[('caption', 25), ('headers', 27), ('rows', 30)]], {}), 32: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'File'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'What it is', 'max_length': 150, 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('document', 32), ('title', 33)]], {}), 35: ('wagtail.blocks.ListBlock', (34,), {'icon': 'download', 'label': 'Files to download', 'template': 'knowledge/parts/downloads.html'})}, help_text='Steps, tips, pictures, films, comparisons, files: in the order in which they are read.', verbose_name='more parts')),
                ('summary_en', models.TextField(blank=True, help_text='A few sentences for readers without Polish.', max_length=600, verbose_name='summary in English')),
                ('competences', models.CharField(blank=True, help_text='What a reader learns, by the codes of DigComp.', max_length=120, verbose_name='digital competences')),
                ('related', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Text', 'page_type': ['knowledge.GuidePage', 'knowledge.ArticlePage', 'knowledge.StoryPage', 'knowledge.ToolPage', 'knowledge.EventReportPage', 'knowledge.CollectionPage']})}, help_text='Left empty, texts of the same topic and competences are shown.', verbose_name='read next')),
                ('topic', models.CharField(choices=[('management', 'running an organisation'), ('communication', 'communication'), ('cooperation', 'working together'), ('coworking', 'shared office')], default='management', max_length=14, verbose_name='topic')),
                ('language', models.CharField(choices=[('pl', 'Polish'), ('en', 'English')], default='pl', max_length=2, verbose_name='language of the text')),
                ('byline', models.CharField(blank=True, help_text='As readers see it. Several people: separated by commas.', max_length=200, verbose_name='author')),
                ('licence', models.CharField(choices=[('cc-by-4.0', 'CC BY 4.0'), ('cc-by-sa-4.0', 'CC BY-SA 4.0'), ('cc0-1.0', 'CC0 1.0')], default='cc-by-4.0', max_length=12, verbose_name='licence of the text')),
                ('published_on', models.DateField(editable=False, null=True)),
                ('review_on', models.DateField(blank=True, help_text='The day by which somebody reads it again.', null=True, verbose_name='check again on')),
                ('confirmed_on', models.DateField(editable=False, null=True)),
                ('reminded_for', models.DateField(editable=False, null=True)),
                ('is_example', models.BooleanField(default=False, editable=False, verbose_name='invented for the demonstration')),
                ('search_title', models.CharField(db_index=True, default='', editable=False, max_length=400)),
                ('search_text', models.TextField(default='', editable=False)),
                ('organisation_name', models.CharField(max_length=200, verbose_name='organisation')),
                ('organisation_site', models.URLField(blank=True, verbose_name='website of the organisation')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='town')),
                ('result', models.CharField(help_text='One sentence, with a number where there is one.', max_length=300, verbose_name='what changed')),
                ('advice', models.CharField(blank=True, max_length=300, verbose_name='what they would tell others')),
                ('agreed', models.BooleanField(default=False, verbose_name='the organisation has read this text and agrees to it')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, help_text="The text counts in this programme's figures. Empty: it counts in none.", limit_choices_to={'is_public': True}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programme.programme', verbose_name='programme')),
                ('translation_of', models.ForeignKey(blank=True, help_text='The text in the language in which it was written first.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='translation of')),
            ],
            options={
                'verbose_name': 'story of an organisation',
                'verbose_name_plural': 'stories of organisations',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.RunPython(lay_out, migrations.RunPython.noop),
    ]
