"""A fresh database serves the list of news instead of Wagtail's welcome page."""

from django.db import migrations


def lay_out(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    NewsIndexPage = apps.get_model("knowledge", "NewsIndexPage")
    Page.objects.filter(depth=2, slug="home").delete()
    if Page.objects.filter(depth=2).exists():
        return
    root = Page.objects.get(depth=1)
    kind, _made = ContentType.objects.get_or_create(app_label="knowledge", model="newsindexpage")
    index = NewsIndexPage.objects.create(
        title="Aktualności",
        draft_title="Aktualności",
        slug="aktualnosci",
        content_type=kind,
        path=f"{root.path}0001",
        depth=2,
        numchild=0,
        url_path="/aktualnosci/",
        locale_id=root.locale_id or Locale.objects.values_list("pk", flat=True).first(),
    )
    Page.objects.filter(pk=root.pk).update(numchild=1)
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", site_name="Osnowa", root_page_id=index.pk, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial"), ("wagtailcore", "0054_initial_locale")]

    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
