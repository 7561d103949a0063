"""The survey after a cycle: four scales and two open questions, every one optional."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.learning.rules.survey import MOST_LETTERS
from osnowa.lib.fields import RefusingForm, line_field, paragraph

ANSWERS = [
    ("5", _("5 – fully agree")),
    ("4", "4"),
    ("3", _("3 – half and half")),
    ("2", "2"),
    ("1", _("1 – do not agree at all")),
]
QUESTIONS = {
    "useful": _("What I learned is useful in my organisation or group"),
    "clear": _("It was explained clearly"),
    "pace": _("The pace was right for me"),
    "recommend": _("I would recommend these workshops to somebody like me"),
    "liked": _("What helped you most?"),
    "improve": _("What should we change?"),
}


def _scale(name: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=QUESTIONS[name],
        choices=ANSWERS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose an answer from 1 to 5.")},
    )


class SurveyForm(RefusingForm):
    useful = _scale("useful")
    clear = _scale("clear")
    pace = _scale("pace")
    recommend = _scale("recommend")
    liked = line_field(
        QUESTIONS["liked"],
        MOST_LETTERS,
        widget=paragraph(3),
        help_text=_("The trainer will read this without your name. Please name no people."),
    )
    improve = line_field(QUESTIONS["improve"], MOST_LETTERS, widget=paragraph(3))

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) for name in QUESTIONS}
