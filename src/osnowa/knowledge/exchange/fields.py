"""What a kind of text says beside its blocks: fields of its own, out to papers and back from the lines above a text."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from osnowa.knowledge.models import ReviewedPage
from osnowa.lib import text

FIELDS = {
    "guidepage": ("minutes", "needs"),
    "storypage": ("organisation_name", "place", "organisation_site", "result", "advice"),
    "eventreportpage": ("happened_on", "place", "people", "event_address"),
    "toolpage": (
        "replaces",
        "cost",
        "hosting",
        "effort",
        "polish_interface",
        "privacy_note",
        "software_licence",
        "alternatives",
        "website",
        "source_url",
    ),
}
NAMES = frozenset(name for names in FIELDS.values() for name in names)


@dataclass(frozen=True)
class Said:
    """`raw`: as a file says it, and as `fill` reads it back. `shown`: as people read it."""

    name: str
    label: str
    raw: str
    shown: str


def said_of(page: ReviewedPage) -> list[Said]:
    """The filled fields of a text's kind, in their order."""
    found = []
    for name in FIELDS.get(str(page._meta.model_name), ()):  # noqa: SLF001  the public name of a model
        field = _field(page, name)
        value: Any = getattr(page, name) if field is not None else None
        if field is None or value in (None, ""):
            continue
        shown = getattr(page, f"get_{name}_display")() if field.choices else value
        if isinstance(value, bool):
            shown = _("yes") if value else _("no")
        elif isinstance(value, dt.date):
            shown = value.strftime("%d.%m.%Y")
        label = str(field.verbose_name)
        found.append(
            Said(
                name,
                label[:1].upper() + label[1:],
                text.clean_lines(str(value)).replace("\n", "; "),
                text.clean_lines(str(shown)).replace("\n", "; "),
            )
        )
    return found


def fill(page: ReviewedPage, facts: dict[str, str]) -> None:
    """Put into the page what the lines above a text say of its kind. What does not fit is left for its editor."""
    for name in FIELDS.get(str(page._meta.model_name), ()):  # noqa: SLF001
        field = _field(page, name)
        said = facts.get(name, "")
        if field is None or not said:
            continue
        if name == "needs":
            said = said.replace("; ", "\n")
        try:
            setattr(page, name, field.clean(_as_python(field, said), page))
        except (ValidationError, ValueError, TypeError):
            continue


def _as_python(field: models.Field, said: str) -> Any:
    if isinstance(field, models.BooleanField):
        return text.fold(said) in {"tak", "yes", "true", "1"}
    return said


def _field(page: ReviewedPage, name: str) -> Any:
    try:
        return page._meta.get_field(name)  # noqa: SLF001
    except FieldDoesNotExist:
        return None
