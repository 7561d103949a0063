"""What the coordinator writes: the words of a message in both languages, and a letter to people of a cycle."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib.fields import RefusingForm, line_field, paragraph
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.rules.message_texts import Words
from osnowa.workshops.rules.messages import LONGEST_SUBJECT, LONGEST_TEXT


def _subject(label: Any) -> forms.CharField:
    return line_field(label, LONGEST_SUBJECT)


def _text(label: Any, **more: Any) -> forms.CharField:
    return line_field(label, LONGEST_TEXT, widget=paragraph(10), **more)


class WordsForm(RefusingForm):
    """Subject and text, Polish and English. The deed refuses what it does not know (`actions.messages`)."""

    english_too = True

    subject_pl = _subject(gettext_lazy("Subject, in Polish"))
    text_pl = _text(gettext_lazy("Text, in Polish"))
    subject_en = _subject(gettext_lazy("Subject, in English"))
    text_en = _text(gettext_lazy("Text, in English"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject_pl", "text_pl", *(("subject_en", "text_en") if self.english_too else ())):
            self.fields[name].required = True
            missing = (
                _("Write the subject.") if name.startswith("subject") else _("Write the text of the message.")
            )
            self.fields[name].error_messages["required"] = missing

    @property
    def words(self) -> Words:
        names = ("subject_pl", "text_pl", "subject_en", "text_en")
        return Words(*(self.cleaned_data.get(name, "") for name in names))

    @staticmethod
    def initial_of(words: Words) -> dict[str, str]:
        return {
            "subject_pl": words.subject_pl,
            "text_pl": words.text_pl,
            "subject_en": words.subject_en,
            "text_en": words.text_en,
        }


class LetterForm(WordsForm):
    """A letter that is written once. English may be left out: then everybody gets the Polish."""

    english_too = False

    audience = forms.ChoiceField(
        label=gettext_lazy("To whom"),
        error_messages={
            "required": gettext_lazy("Choose to whom you write."),
            "invalid_choice": gettext_lazy("Choose to whom you write."),
        },
    )
    submission_key = forms.CharField(max_length=60, widget=forms.HiddenInput, required=False)

    field_order = ("audience", "subject_pl", "text_pl", "subject_en", "text_en", "submission_key")

    def __init__(self, *args: Any, cycle: Cycle, people: list[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = audiences(cycle, people)  # type: ignore[attr-defined]
        self.fields["submission_key"].initial = secrets.token_urlsafe(18)

    def audience_words(self) -> str:
        """What was chosen, as it stands in the list."""
        chosen = self.cleaned_data.get("audience", "")
        for value, label in self.fields["audience"].choices:  # type: ignore[attr-defined]
            rows = label if isinstance(label, list) else [(value, label)]
            for key, words in rows:
                if key == chosen:
                    return str(words)
        return ""


def audiences(cycle: Cycle, people: list[Enrolment]) -> list[tuple[str, Any]]:
    """To whom one can write in a cycle, as choices of a select. `people`: everybody who stands, in the order shown."""
    groups = [("placed", _("everybody with a place")), ("reserve", _("everybody on the reserve list"))]
    missed = [
        (
            f"missed:{session.number}",
            _("those who missed session %(number)d: %(title)s")
            % {"number": session.number, "title": session.title},
        )
        for session in cycle.sessions.all()
        if session.closed_at is not None
    ]
    one = [(f"person:{row.number}", f"{row.person.name} ({row.reference})") for row in people]
    choices: list[tuple[str, Any]] = [(str(_("Groups")), [*groups, *missed])]
    if one:
        choices.append((str(_("One person")), one))
    return choices
