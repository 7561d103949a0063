"""Whether the demonstration may be laid here, and clearing its own ground for another try."""

from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction

from osnowa.knowledge.models import NewsPage
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme

# Everything that people and deeds left in these is the demonstration's. What migrations made in other apps stays.
EMPTIED_APPS = frozenset(
    {
        "lib",
        "people",
        "programme",
        "workshops",
        "reporting",
        "portal",
        "account",
        "mfa",
        "sessions",
        "wagtailusers",
        "django_tasks_database",
    }
)
EMPTIED_MODELS = frozenset(
    {
        "wagtailcore.revision",
        "wagtailcore.pagelogentry",
        "wagtailcore.modellogentry",
        "wagtailcore.pagesubscription",
        "wagtailcore.referenceindex",
    }
)


def is_laid() -> bool:
    """Is the demonstration here already?"""
    return Programme.objects.exclude(example_note="").exists()


def foreign_data() -> str:
    """What in this database is not the demonstration's, in words for the terminal; empty where there is nothing."""
    programmes = Programme.objects.filter(example_note="").count()
    if programmes:
        return f"{programmes} programmes that are no example"
    if is_laid():
        return ""  # visitors of a demonstration add people and organisations; they are part of the play
    organisations = Organisation.objects.filter(is_example=False).count()
    if organisations:
        return f"{organisations} organisations that are no example"
    accounts = Account.objects.count()
    return f"{accounts} accounts" if accounts else ""


@transaction.atomic
def clear() -> None:
    """Empty the demonstration's tables. Foreign keys are checked at the end, so the order does not matter."""
    for page in NewsPage.objects.all():
        page.delete()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in EMPTIED_APPS or model._meta.label_lower in EMPTIED_MODELS:  # noqa: SLF001
            _empty(model)
    cache.clear()


def _empty(model: type[models.Model]) -> None:
    rows = model._base_manager.all()  # noqa: SLF001  whatever default managers hide
    rows._raw_delete(rows.db)  # type: ignore[attr-defined]  # noqa: SLF001  whole tables, so nothing has to be collected
