"""The list of news becomes one of three shelves under a front page of knowledge. News move with their list.

Old addresses (/wiedza/<news>/) are led on by KnowledgeIndexPage.route.
"""

from contextlib import suppress

from django.db import DatabaseError, migrations, transaction
from wagtail.models import Site as LiveSite

STEP = 4
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def step(number):
    """One step of a path as treebeard writes it: 1 -> 0001."""
    word = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        word = DIGITS[digit] + word
    return word.rjust(STEP, "0")


def lay_out(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    news = Page.objects.filter(pk__in=apps.get_model("knowledge", "NewsIndexPage").objects.values("pk")).first()
    if news is None or news.depth != 2:
        return  # laid out by the first deed (actions.lay_out_knowledge)
    top = Page.objects.get(depth=1)
    taken = set(Page.objects.filter(depth=2).values_list("path", flat=True))
    free = next(path for number in range(1, 9999) if (path := top.path + step(number)) not in taken)

    def made(model, title, slug, path, url_path, depth, numchild):
        kind, _made = ContentType.objects.get_or_create(app_label="knowledge", model=model.lower())
        return apps.get_model("knowledge", model).objects.create(
            title=title, draft_title=title, slug=slug, content_type=kind, path=path, depth=depth, numchild=numchild,
            url_path=url_path, locale_id=news.locale_id,
        )  # fmt: skip

    root = made("KnowledgeIndexPage", "Wiedza", "wiedza", free, "/wiedza/", 2, 3)
    old_path, old_url, new_url = news.path, news.url_path, f"/wiedza/{news.slug}/"
    for page in Page.objects.filter(path__startswith=old_path).order_by("path"):
        page.path = free + step(1) + page.path[len(old_path) :]
        page.depth += 1
        page.url_path = new_url + page.url_path[len(old_url) :]
        page.save(update_fields=["path", "depth", "url_path"])
    made("ArticleIndexPage", "Artykuły", "artykuly", free + step(2), "/wiedza/artykuly/", 3, 0)
    made("ToolIndexPage", "Narzędzia", "narzedzia", free + step(3), "/wiedza/narzedzia/", 3, 0)
    Site.objects.filter(root_page_id=news.pk).update(root_page_id=root.pk)
    with suppress(DatabaseError), transaction.atomic():  # a fresh database has no table of the cache yet
        LiveSite.clear_site_root_paths_cache()


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_articles_and_tools")]

    operations = [migrations.RunPython(lay_out, migrations.RunPython.noop)]
