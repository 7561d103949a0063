"""What a mentor writes about a consultation, and what the organisation answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.lib.fields import RefusingForm, day_field, line_field, paragraph
from osnowa.programme.models import Programme
from osnowa.support.forms.fields import (
    DurationField,
    NamedField,
    organisation,
    submission_key,
)
from osnowa.support.models import Adoption, Consultation
from osnowa.support.rules import hours


class ToolField(NamedField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organisation.name}: {obj.tool_name}"


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
        self, programme: Programme, *args: Any, consultation: Consultation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        tools = Adoption.objects.filter(programme=programme).select_related("organisation")
        if consultation is None:
            self.fields["held_on"].initial = clock.today
        else:  # whose consultation it was, is not corrected: withdraw it and write another
            del self.fields["organisation"], self.fields["submission_key"]
            tools = tools.filter(organisation=consultation.organisation_id)
        self.fields["adoption"].queryset = tools.order_by(  # type: ignore[attr-defined]
            "organisation__sort_key", "tool_key"
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
