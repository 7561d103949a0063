"""What the team types into the bank of questions."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from osnowa.learning.models import Competence, Item
from osnowa.learning.queries.bank import competences_for
from osnowa.learning.rules.tests import LETTERS
from osnowa.lib.fields import RefusingForm, line_field, number_field, paragraph
from osnowa.programme.models import Programme


class CompetenceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.framework}: {obj.code} {obj.name(get_language() or 'pl')}"


class ThemeForm(RefusingForm):
    name_pl = line_field(
        gettext_lazy("Theme, in Polish"), 150, gettext_lazy("Write what the theme is called.")
    )
    name_en = line_field(gettext_lazy("Theme, in English"), 150)


class ItemForm(RefusingForm):
    """One question in both languages. What does not belong to the chosen kind is passed over."""

    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=36, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of question"), choices=Item.Kind.choices, widget=forms.RadioSelect
    )
    question_pl = line_field(
        gettext_lazy("Question, in Polish"),
        500,
        gettext_lazy("Write the question in Polish."),
        widget=paragraph(3),
        help_text=gettext_lazy(
            "One thought. Of a self-assessment: a sentence such as “I can restore a backup”."
        ),
    )
    options_pl = line_field(
        gettext_lazy("Answers, in Polish"),
        2000,
        widget=paragraph(4),
        help_text=gettext_lazy("Only where one of several is right: one answer in each line, from 2 to 6."),
    )
    correct = forms.ChoiceField(
        label=gettext_lazy("Which one is right"),
        required=False,
        choices=[],
        help_text=gettext_lazy("A self-assessment has none."),
    )
    explanation_pl = line_field(
        gettext_lazy("Why, in Polish"),
        2000,
        widget=paragraph(3),
        help_text=gettext_lazy("People read it after the second test. It teaches those who did not know."),
    )
    question_en = line_field(gettext_lazy("Question, in English"), 500, widget=paragraph(3))
    options_en = line_field(
        gettext_lazy("Answers, in English"),
        2000,
        widget=paragraph(4),
        help_text=gettext_lazy("As many as in Polish, in the same order."),
    )
    explanation_en = line_field(gettext_lazy("Why, in English"), 2000, widget=paragraph(3))
    form = forms.ChoiceField(
        label=gettext_lazy("Form"),
        choices=Item.Form.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Half of the group takes A first, half B. Give each question a twin as hard as it."
        ),
    )
    competence = CompetenceField(
        label=gettext_lazy("Competence"),
        queryset=Competence.objects.none(),
        empty_label=gettext_lazy("choose"),
        error_messages={"required": gettext_lazy("Choose what the question is about.")},
    )
    level = number_field(
        gettext_lazy("Level"),
        gettext_lazy("Write the level, from 1 to 8."),
        1,
        8,
        help_text=gettext_lazy("1–2 basic, 3–4 independent, 5–6 advanced, 7–8 specialist."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competence"].queryset = competences_for(programme)  # type: ignore[attr-defined]
        self.fields["correct"].choices = [  # type: ignore[attr-defined]
            ("", _("choose")),
            *[(letter, letter.upper()) for letter in LETTERS],
            ("true", _("True")),
            ("false", _("False")),
        ]

    @staticmethod
    def blank() -> dict[str, Any]:
        return {
            "submission_key": secrets.token_hex(16),
            "kind": Item.Kind.CHOICE,
            "form": Item.Form.A,
            "level": 3,
        }

    @staticmethod
    def initial_of(item: Item) -> dict[str, Any]:
        same = (
            "kind",
            "question_pl",
            "question_en",
            "correct",
            "explanation_pl",
            "explanation_en",
            "form",
            "level",
        )
        return {
            **{name: getattr(item, name) for name in same},
            "competence": item.competence_id,
            "options_pl": "\n".join(item.options_pl),
            "options_en": "\n".join(item.options_en),
        }

    @property
    def content(self) -> dict[str, Any]:
        """What the deed takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "submission_key"}
