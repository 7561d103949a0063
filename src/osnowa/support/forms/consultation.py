"""What a mentor writes about a consultation, and what the organisation answers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.lib.fields import RefusingForm, day_field, line_field, paragraph
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.support.forms.fields import (
    DurationField,
    NamedField,
    organisation,
    submission_key,
)
from osnowa.support.models import Adoption, Consultation
from osnowa.support.queries import organisations_advised
from osnowa.support.rules import hours


class ToolField(NamedField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organisation.name}: {obj.tool_name}"


def _head(field: Any, own: Any, others: Any, is_own: Callable[[Any], bool]) -> None:
    """Put a list of rows under two headings; one that would be all under one stays as it is."""
    parts: dict[bool, list[tuple[int, str]]] = {True: [], False: []}
    for row in field.queryset:
        parts[is_own(row)].append((row.pk, field.label_from_instance(row)))
    if parts[True] and parts[False]:
        field.choices = [("", field.empty_label), (own, parts[True]), (others, parts[False])]


class ConsultationForm(RefusingForm):
    """One consultation. The tool names its organisation, so that either may be chosen first."""

    organisation = organisation(_("Choose an organisation from the list."))
    adoption = ToolField(
        label=_("About which tool"),
        queryset=None,
        required=False,
        empty_label=_("none in particular"),
        error_messages={"invalid_choice": _("Choose a tool from the list, or none.")},
    )
    held_on = day_field(_("Day"), _("Write on which day it was."))
    minutes = DurationField(hours.LONGEST_ADVISED)
    form = forms.ChoiceField(
        label=_("How"),
        widget=forms.RadioSelect,
        choices=Consultation.Form.choices,
        initial=Consultation.Form.IN_PERSON,
        error_messages={"required": _("Choose how you met."), "invalid_choice": _("Choose how you met.")},
    )
    topic = line_field(_("Topic"), 200, _("Write what it was about."))
    agreed = line_field(
        _("What was agreed"),
        2000,
        widget=paragraph(4),
        help_text=_("The organisation reads this. Who does what, by when."),
    )
    submission_key = submission_key()

    def __init__(
        self,
        programme: Programme,
        *args: Any,
        consultation: Consultation | None = None,
        mentor: Account | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        tools = Adoption.objects.filter(programme=programme).select_related("organisation")
        ordered = tools.order_by("organisation__sort_key", "tool_key")
        self.fields["adoption"].queryset = ordered  # type: ignore[attr-defined]
        if consultation is None:
            self.fields["held_on"].initial = clock.today
            if mentor is not None:
                self._own_first(programme, mentor)
        else:  # whose consultation it was, is not corrected: withdraw it and write another
            del self.fields["organisation"], self.fields["submission_key"]
            mine = ordered.filter(organisation=consultation.organisation_id)
            self.fields["adoption"].queryset = mine  # type: ignore[attr-defined]

    def _own_first(self, programme: Programme, mentor: Account) -> None:
        """The mentor finds those whom they advise at the beginning of a long list, under a heading of their own."""
        advised = organisations_advised(programme, mentor)
        _head(
            self.fields["organisation"],
            _("Organisations that I advise"),
            _("Other organisations"),
            lambda row: row.pk in advised,
        )
        _head(
            self.fields["adoption"],
            _("Tools that I advise on"),
            _("Other tools"),
            lambda row: row.mentor_id == mentor.pk,
        )

    @staticmethod
    def initial_of(row: Consultation) -> dict[str, Any]:
        return {
            "adoption": row.adoption_id,
            "held_on": row.held_on,
            "minutes": row.minutes,
            "form": row.form,
            "topic": row.topic,
            "agreed": row.agreed,
        }


class DisputeForm(RefusingForm):
    objection = line_field(
        _("What is wrong"),
        300,
        _("Write what is wrong: the day, the hours, the topic?"),
        help_text=_("For example: we talked for an hour, not two. The mentor gets this sentence by e-mail."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
