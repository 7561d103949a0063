"""Fields that support's forms share."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.people.models import Organisation
from osnowa.support.rules import hours
from osnowa.ui import words


class VersionForm(forms.Form):
    """A press of a button about what was read: `version` of the row."""

    version = forms.IntegerField(required=False)


class DurationField(forms.TypedChoiceField):
    """A quarter of an hour, half an hour ... up to `longest` minutes; kept in minutes, shown as hours."""

    def __init__(self, longest: int, **more: Any) -> None:
        missing = _("Choose how long it took.")
        super().__init__(
            label=_("How long"),
            coerce=int,
            error_messages={"required": missing, "invalid_choice": missing},
            **more,
        )
        self.longest = longest
        self.choices = self._spoken

    def _spoken(self) -> list[tuple[Any, str]]:
        steps = range(hours.QUARTER, self.longest + 1, hours.QUARTER)
        return [("", "—"), *((n, f"{words.decimal(hours.as_hours(n), 2)} h") for n in steps)]


class NamedField(forms.ModelChoiceField):
    """A list of people, organisations or tools by name."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.get_full_name() if hasattr(obj, "get_full_name") else str(obj)


def organisation(missing: Any = "", **more: Any) -> forms.ModelChoiceField:
    return NamedField(
        label=_("Organisation"),
        queryset=Organisation.objects.filter(merged_into=None),
        required=bool(missing),
        empty_label="—",
        error_messages={"required": missing, "invalid_choice": _("Choose an organisation from the list.")},
        **more,
    )


def submission_key() -> forms.UUIDField:
    """The same form sent twice is one thing."""
    return forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
