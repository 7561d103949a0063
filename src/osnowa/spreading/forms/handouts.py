"""What is typed about prints: which, how many, when, where; a proof; a reason."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from osnowa.lib import clock, files
from osnowa.lib.fields import RefusingForm, day_field, line_field, number_field, paragraph
from osnowa.people.models import Organisation
from osnowa.programme.models import Programme
from osnowa.spreading.models import Handout
from osnowa.spreading.queries.handouts import texts_to_print
from osnowa.spreading.rules.prints import MOST_COPIES, MOST_PEOPLE

FIELDS = ("kind", "title", "copies", "given_on", "place", "people_count", "note")


class HandoutForm(RefusingForm):
    """Prints handed out. A text of the site may be chosen instead of writing a title."""

    kind = forms.ChoiceField(
        label=_("What kind of print"),
        choices=Handout.Kind.choices,
        initial=Handout.Kind.LEAFLET,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of print it was.")},
    )
    text_page = forms.ModelChoiceField(
        label=_("A text from the site that was printed"),
        queryset=Page.objects.none(),
        required=False,
        empty_label=_("none, it was something else"),
        error_messages={"invalid_choice": _("This text is not published. Choose another one.")},
    )
    title = line_field(
        _("Title of the print"),
        200,
        help_text=_("Where you chose a text above, leave it empty: the text's title stands here."),
    )
    copies = number_field(_("How many copies"), _("Write how many copies were given."), 1, MOST_COPIES)
    given_on = day_field(_("Day"), _("Write on which day it was."))
    place = line_field(
        _("Place or event"),
        200,
        _("Write where it was, or at which event."),
        help_text=_("For example: picnic of organisations in the park, library in Brzeg."),
    )
    people_count = number_field(
        _("To how many people"),
        "",
        1,
        MOST_PEOPLE,
        required=False,
        help_text=_("Only where somebody counted them. Organisations are named on the next page."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=paragraph(3),
        help_text=_("For the team. Without names of people."),
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, programme: Programme, *args: Any, handout: Handout | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        texts = texts_to_print(programme)
        if (
            handout is not None and handout.text_id is not None
        ):  # taken down since: it was printed all the same
            texts = Page.objects.filter(pk__in=[*texts.values_list("pk", flat=True), handout.text_id])
        self.fields["text_page"].queryset = texts  # type: ignore[attr-defined]
        if handout is None:
            self.fields["given_on"].initial = clock.today
            del self.fields["version"]
        else:
            del self.fields["submission_key"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            not cleaned.get("title", "-").strip()
            and cleaned.get("text_page") is None
            and "text_page" not in self.errors
        ):
            self.add_error("title", _("Choose a text, or write what it was."))
        return cleaned

    @staticmethod
    def initial_of(handout: Handout) -> dict[str, Any]:
        return {
            **{name: getattr(handout, name) for name in FIELDS},
            "text_page": handout.text_id,
            "version": handout.version,
        }


class ProofForm(RefusingForm):
    proof_file = forms.FileField(
        label=_("Photograph or scan"),
        widget=forms.FileInput(attrs={"accept": ",".join((*files.ENDINGS, ".jpeg"))}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof_file"].help_text = _(
            "PDF, PNG, JPEG or an office document, up to %(limit)d MB. What the camera wrote into a picture is taken "
            "out."
        ) % {"limit": settings.UPLOAD_BYTES // 1024**2}


class WithdrawForm(RefusingForm):
    reason = line_field(_("Why"), 300, _("Write why: the row stays in the record with this reason."))


class NamedForm(forms.Form):
    """Organisations that were ticked."""

    organisations = forms.ModelMultipleChoiceField(queryset=Organisation.objects.filter(merged_into=None))
