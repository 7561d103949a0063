"""The questions of a cycle as fields of a form. Conditions are looked at here, so that they hold without a script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from osnowa.lib import files, text
from osnowa.lib.fields import day_field
from osnowa.lib.pictures import without_metadata
from osnowa.workshops.models import Question
from osnowa.workshops.queries.questions import Answered, condition_words
from osnowa.workshops.rules.answers import Answers
from osnowa.workshops.rules.questions import (
    LONGEST_LONG,
    LONGEST_TEXT,
    SCALE,
    keys_in,
    read_number,
    shown,
)

Kind = Question.Kind
YES_NO = (("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No")))
MOST_RADIOS = 8  # more options are a list to open
TOO_LONG = gettext_lazy("Shorten this to %(limit_value)d characters, it has %(show_value)d.")


class NumberField(forms.CharField):
    """A number as people write it: `1 250,5`."""

    def clean(self, value: Any) -> Any:
        typed = text.clean(super().clean(value) or "")
        if not typed:
            return None
        try:
            return read_number(typed)
        except ValueError:
            raise forms.ValidationError(
                _("Write a number, for example 12 or 12,5."), code="invalid"
            ) from None


class AnswerFileField(forms.FileField):
    """A file of a kind that is taken, judged by its bytes."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if not isinstance(found, UploadedFile):
            return found
        if (found.size or 0) > settings.UPLOAD_BYTES:
            said = _("This file is too big: %(limit)d MB is the most.")
            raise forms.ValidationError(said % {"limit": settings.UPLOAD_BYTES // 1024**2}, code="too_big")
        kind = files.kind_of(found)
        if kind in files.PICTURES:
            return self._picture_alone(found)
        if kind is None:
            raise self._not_taken()
        return found

    def _picture_alone(self, found: UploadedFile) -> UploadedFile:
        """A photograph says where and by whom it was taken: only the picture is kept."""
        try:
            return SimpleUploadedFile(found.name or "", without_metadata(found.read()))
        except ValueError:
            raise self._not_taken() from None

    def _not_taken(self) -> forms.ValidationError:
        return forms.ValidationError(
            _(
                "Choose a PDF, a picture (PNG, JPEG) or an office document (docx, xlsx, pptx, odt, ods, odp) "
                "without macros."
            ),
            code="kind",
        )


@dataclass(frozen=True)
class AskedField:
    """One question in the page: its field, and when it applies.

    `parent`: name of the field on which it depends; `keys`: of the answers that show it, joined by a space.
    """

    bound: forms.BoundField
    only_if: str
    parent: str
    keys: str


class AnswersMixin(forms.Form):
    """Adds one field per question, named q<id>, to whatever else the form asks.

    Without questions nothing is added, and nothing is spent.
    """

    questions: Sequence[Question] = ()

    def ask(self, questions: Sequence[Question], given: Sequence[Answered] = ()) -> None:
        """Ask these questions. `given`: what this sign-up answered; what comes from earlier ones is never shown."""
        self.questions = questions
        if not questions:
            return
        before = {one.question.pk: one.answer for one in given if one.answer and not one.answer.is_carried}
        if any(question.is_remembered and question.is_required for question in questions):
            self.fields["answered_before"] = forms.BooleanField(
                label=_("I have signed up here before and answered what you ask only once"),
                help_text=_("Then leave such questions empty: we use the earlier answers."),
                required=False,
                initial=bool(given)
                and any(q.is_remembered and q.is_required and q.pk not in before for q in questions),
            )
        for question in questions:
            self.fields[f"q{question.pk}"] = field_of(question)
            answer = before.get(question.pk)
            if answer is not None:
                self.initial[f"q{question.pk}"] = _initial(question, answer.value)
                if question.kind == Kind.FILE:
                    self.fields[f"q{question.pk}"].required = False
                    self.fields[f"q{question.pk}"].help_text = _(
                        "We have the file “%(name)s”. Choose another one only to replace it."
                    ) % {"name": answer.value}
        self._kept_files = {
            pk: answer.value for pk, answer in before.items() if answer.question.kind == Kind.FILE
        }
        if self.is_bound:
            self._loosen()

    def _loosen(self) -> None:
        """Who answered before may leave empty what is asked once: by what is typed, never by who is known."""
        if not self.data.get(self.add_prefix("answered_before")):
            return
        for question in self.questions:
            if question.is_remembered:
                self.fields[f"q{question.pk}"].required = False

    @property
    def asks_for_file(self) -> bool:
        return any(question.kind == Kind.FILE for question in self.questions)

    @property
    def asked(self) -> Iterator[AskedField]:
        """The questions for the page, in order."""
        for question in self.questions:
            yield AskedField(
                self[f"q{question.pk}"],
                condition_words(question, self.questions),
                f"q{question.shown_if_id}" if question.shown_if_id else "",
                " ".join(question.shown_if_keys),
            )

    def clean(self) -> dict[str, Any]:
        """Answers to hidden questions are dropped, and so are their errors."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.questions:
            return data
        typed = {question.pk: data.get(f"q{question.pk}") for question in self.questions}
        visible = shown(self.questions, typed)
        for question in self.questions:
            if question.pk not in visible:
                self.errors.pop(f"q{question.pk}", None)
                data.pop(f"q{question.pk}", None)
        return data

    def answers(self) -> Answers:
        """What was answered, as a deed takes it."""
        given = {}
        for question in self.questions:
            value = self.cleaned_data.get(f"q{question.pk}")
            if question.kind == Kind.FILE and not value and self._shows(question):
                value = self._kept_files.get(question.pk)
            if value not in (None, "", []) and (kept := _kept(question, value)) not in ("", []):
                given[question.pk] = kept
        return Answers(tuple(self.questions), given)

    def _shows(self, question: Question) -> bool:
        return f"q{question.pk}" in self.cleaned_data


class AnswersForm(AnswersMixin):
    """Questions alone: of a form that nobody has typed into, of the page that changes answers, of a preview."""


def field_of(question: Question) -> forms.Field:  # noqa: C901, PLR0911  one way out for each kind
    """The field that asks a question. Its refusals name the question, since several stand on one page."""
    missing = _("Answer the question: %(question)s") % {"question": question.text}
    hint = question.hint
    if question.is_remembered:
        once = (
            _("Asked only once.")
            if question.is_required
            else _("Asked only once: if you answered it before, leave it empty.")
        )
        hint = f"{hint} {once}".strip()
    common: dict[str, Any] = {
        "label": question.text,
        "help_text": _escaped(hint),
        "required": question.is_required,
    }
    errors: dict[str, Any] = {"required": missing, "invalid_choice": missing, "max_length": TOO_LONG}
    options = [(option["key"], option["label"]) for option in question.options]
    match question.kind:
        case Kind.CHOICE if len(options) > MOST_RADIOS:
            return forms.ChoiceField(choices=[("", "—"), *options], error_messages=errors, **common)
        case Kind.CHOICE:
            return forms.ChoiceField(
                choices=options, widget=forms.RadioSelect, error_messages=errors, **common
            )
        case Kind.YES_NO:
            return forms.ChoiceField(
                choices=YES_NO, widget=forms.RadioSelect, error_messages=errors, **common
            )
        case Kind.SCALE:
            marks = [(n, str(n)) for n in SCALE]
            return forms.TypedChoiceField(
                choices=marks,
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                error_messages=errors,
                **common,
            )
        case Kind.CHOICES:
            errors["invalid_list"] = missing
            return forms.MultipleChoiceField(
                choices=options, widget=forms.CheckboxSelectMultiple, error_messages=errors, **common
            )
        case Kind.NUMBER:
            widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": None})
            return NumberField(max_length=40, widget=widget, error_messages=errors, **common)
        case Kind.DATE:
            label, required = common.pop("label"), common.pop("required")
            return day_field(label, missing, required=required, **common)
        case Kind.FILE:
            errors["empty"] = gettext_lazy("This file is empty. Choose another one.")
            errors["invalid"] = errors["missing"] = missing
            return AnswerFileField(error_messages=errors, **common)
        case Kind.LONG:
            area = forms.Textarea(attrs={"rows": 4, "maxlength": None})
            return forms.CharField(max_length=LONGEST_LONG, widget=area, error_messages=errors, **common)
    line = forms.TextInput(attrs={"maxlength": None})
    return forms.CharField(max_length=LONGEST_TEXT, widget=line, error_messages=errors, **common)


def _escaped(hint: str) -> str:
    """Hints are shown as markup, and this one was typed."""
    return conditional_escape(hint)


def _initial(question: Question, value: Any) -> Any:
    if question.kind == Kind.NUMBER:
        return str(value).replace(".", ",")
    return None if question.kind == Kind.FILE else value


def _kept(question: Question, value: Any) -> Any:
    """A cleaned value as `Answer.value` keeps it."""
    match question.kind:
        case Kind.DATE:
            return value.isoformat()
        case Kind.LONG:
            return text.clean_lines(value)
        case Kind.TEXT:
            return text.clean(value)
        case Kind.CHOICES:
            return sorted(keys_in(value), key=question.keys.index)
    return value
