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
        "other_names",
        "tasks",
        "replaces",
        "price",
        "cost",
        "price_source",
        "hosting",
        "hosted",
        "privacy_note",
        "agreement",
        "agreement_url",
        "leaving",
        "effort",
        "start_hours",
        "polish_interface",
        "languages",
        "platforms",
        "works_offline",
        "accessibility_url",
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
    """The filled fields of a text's kind, in their order, in the language in use."""
    found = []
    for name in FIELDS.get(str(page._meta.model_name), ()):  # noqa: SLF001  the public name of a model
        field = _field(page, name)
        value: Any = getattr(page, name) if field is not None else None
        if field is None or value in (None, "", []):
            continue
        label = str(field.verbose_name)
        raw = ", ".join(value) if isinstance(value, list) else str(value)
        found.append(
            Said(name, label[:1].upper() + label[1:], _one_line(raw), _one_line(_shown(page, field, value)))
        )
    return found


def _one_line(said: str) -> str:
    return text.clean_lines(said).replace("\n", "; ")


def _shown(page: ReviewedPage, field: models.Field, value: Any) -> str:
    """As people read it: the words of a choice, yes or no, the day."""
    if isinstance(value, list):
        words = _choices(page, field.name)
        return ", ".join(str(words.get(one, one)) for one in value)
    if field.choices:
        return str(getattr(page, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value.strftime("%d.%m.%Y") if isinstance(value, dt.date) else str(value)


def _choices(page: ReviewedPage, name: str) -> dict[str, Any]:
    """Of a list of choices: the editor's form knows their words."""
    field = getattr(page.base_form_class, "declared_fields", {}).get(name)
    return dict(getattr(field, "choices", ()))


def fill(page: ReviewedPage, facts: dict[str, str]) -> None:
    """Put into the page what the lines above a text say of its kind. What does not fit is left for its editor."""
    for name in FIELDS.get(str(page._meta.model_name), ()):  # noqa: SLF001
        field = _field(page, name)
        said = facts.get(name, "")
        if field is None or not said:
            continue
        try:
            setattr(page, name, field.clean(_as_python(page, field, said), page))
        except (ValidationError, ValueError, TypeError):
            continue


def _as_python(page: ReviewedPage, field: models.Field, said: str) -> Any:
    if isinstance(field, models.BooleanField):
        return text.fold(said) in {"tak", "yes", "true", "1"}
    if isinstance(field, models.JSONField):
        known = _choices(page, field.name)
        return [one for one in (part.strip() for part in said.split(",")) if one in known]
    return said.replace("; ", "\n") if field.name == "needs" else said


def _field(page: ReviewedPage, name: str) -> Any:
    try:
        return page._meta.get_field(name)  # noqa: SLF001
    except FieldDoesNotExist:
        return None
