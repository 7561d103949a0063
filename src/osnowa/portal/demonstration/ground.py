"""Whether the demonstration may be laid here, and clearing its own ground for another try."""

from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from wagtail.models import Page

from osnowa.knowledge.models import KINDS, NewsPage
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme

# Everything that people and deeds left in these is the demonstration's. What migrations made elsewhere stays.
EMPTIED_APPS = frozenset(
    {
        "lib",
        "people",
        "programme",
        "learning",
        "workshops",
        "support",
        "timetable",
        "coworking",
        "cooperation",
        "newsletter",
        "spreading",
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
        "wagtailcore.referenceindex",
        "knowledge.librarytext",
        "knowledge.senttext",
        "knowledge.readcount",
        "knowledge.daymark",
        "knowledge.usefulanswer",
        "knowledge.readerwords",
        "knowledge.outsidelink",
        "knowledge.linkwatch",
        "knowledge.toolcandidate",
        "wagtailimages.image",
        "wagtailimages.rendition",
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
    """Empty the demonstration's tables, and let go of their rows elsewhere (an editor's upload, an open draft).

    Foreign keys are checked at the end, so the order does not matter.
    """
    kinds: tuple[type[Page], ...] = (NewsPage, *KINDS)
    for kind in kinds:
        for page in kind.objects.all():
            page.delete()
    models_left = set(apps.get_models(include_auto_created=True))
    emptied = {model for model in models_left if _is_ours(model)}
    while more := {
        model for model in models_left - emptied if any(not f.null for f in _keys(model, emptied))
    }:
        emptied |= more
    for model in models_left - emptied:
        for key in _keys(model, emptied):
            _every(model).filter(**{f"{key.name}__isnull": False}).update(**{key.name: None})
    for model in emptied:
        rows = _every(model)
        rows._raw_delete(rows.db)  # type: ignore[attr-defined]  # noqa: SLF001  whole tables: nothing to collect
    cache.clear()


def _is_ours(model: type[models.Model]) -> bool:
    return model._meta.app_label in EMPTIED_APPS or model._meta.label_lower in EMPTIED_MODELS  # noqa: SLF001


def _keys(model: type[models.Model], emptied: set[type[models.Model]]) -> list[models.ForeignKey]:
    """The model's own foreign keys to models that are emptied."""
    return [
        field
        for field in model._meta.local_fields  # noqa: SLF001
        if isinstance(field, models.ForeignKey) and field.related_model in emptied
    ]


def _every(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._base_manager.all()  # noqa: SLF001  whatever default managers hide
