"""What the coordinator types to compose a question of the sign-up form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import text
from osnowa.lib.fields import RefusingForm, line_field, paragraph
from osnowa.workshops.models import Question
from osnowa.workshops.rules.questions import LONGEST_OPTION, MOST_OPTIONS

Kind = Question.Kind


class QuestionForm(RefusingForm):
    """One question. `earlier`: those on whose answers it may depend."""

    text = line_field(
        gettext_lazy("Question"),
        300,
        gettext_lazy("Write the question."),
        help_text=gettext_lazy("As a participant reads it: short, about one thing."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of answer"),
        choices=Kind.choices,
        error_messages={"required": gettext_lazy("Choose a kind of answer.")},
    )
    labels = line_field(
        gettext_lazy("Answers to choose from"),
        5000,
        widget=paragraph(5),
        help_text=gettext_lazy("One per line. Only for “one of several” and “any of several”."),
    )
    hint = line_field(
        gettext_lazy("Hint"), 300, help_text=gettext_lazy("Say why you ask, or give an example.")
    )
    is_required = forms.BooleanField(
        label=gettext_lazy("Nobody can sign up without an answer"), required=False
    )
    is_remembered = forms.BooleanField(
        label=gettext_lazy("Ask once and remember"),
        help_text=gettext_lazy("Whoever answered it in an earlier sign-up need not answer again."),
        required=False,
    )
    shown_if = forms.MultipleChoiceField(
        label=gettext_lazy("Ask only after one of these answers"),
        help_text=gettext_lazy("Tick nothing to ask everybody. Tick answers of one question only."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, earlier: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {question.pk: question for question in earlier}
        if not earlier:
            del self.fields["shown_if"]
            return
        self.fields["shown_if"].choices = [  # type: ignore[attr-defined]
            (f"{question.pk}:{key}", f"{question.text} → {question.words_of_key(key)}")
            for question in earlier
            for key in question.keys
        ]

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        return {
            "text": question.text,
            "kind": question.kind,
            "labels": "\n".join(option["label"] for option in question.options),
            "hint": question.hint,
            "is_required": question.is_required,
            "is_remembered": question.is_remembered,
            "shown_if": [f"{question.shown_if_id}:{key}" for key in question.shown_if_keys],
        }

    def clean_labels(self) -> list[str]:
        labels = list(dict.fromkeys(text.clean_lines(self.cleaned_data["labels"]).splitlines()))
        if len(labels) > MOST_OPTIONS:
            raise forms.ValidationError(
                _("%(most)d answers are the most. Fewer are easier to choose from.") % {"most": MOST_OPTIONS}
            )
        if any(len(label) > LONGEST_OPTION for label in labels):
            raise forms.ValidationError(
                _("Shorten each answer to %(longest)d characters.") % {"longest": LONGEST_OPTION}
            )
        return labels

    def clean_text(self) -> str:
        return text.clean(self.cleaned_data["text"])

    def clean_hint(self) -> str:
        return text.clean(self.cleaned_data["hint"])

    def clean(self) -> dict[str, Any]:
        """What the deeds take: `shown_if` is one question, with its keys apart."""
        data = dict(self.cleaned_data)
        ticked = [choice.split(":", 1) for choice in data.pop("shown_if", [])]
        parents = {int(pk) for pk, _key in ticked}
        if len(parents) > 1:
            self.add_error("shown_if", _("Tick answers of one question only."))
        data["shown_if"] = self.earlier[min(parents)] if parents else None
        data["shown_if_keys"] = [key for _pk, key in ticked]
        if data.get("kind") not in Question.WITH_OPTIONS:
            data["labels"] = []
        return data
