"""A table of sign-ups: the file, what is in which column, and every row read as the sign-up form would read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import text
from osnowa.lib.fields import RefusingForm
from osnowa.people.rules import names
from osnowa.workshops.forms.enrolment import SignUpForm
from osnowa.workshops.models import Question, SignUpSheet
from osnowa.workshops.rules.answers import Answers
from osnowa.workshops.rules.questions import read_typed, shown
from osnowa.workshops.rules.sheets import guess_columns

PERSON: dict[str, str | Promise] = {
    "name": gettext_lazy("First and last name"),
    "email": gettext_lazy("E-mail"),
    "organisation": gettext_lazy("Organisation or group"),
    "phone": gettext_lazy("Phone"),
    "needs": gettext_lazy("Needs"),
}
NEEDED = ("name", "email", "organisation")
# How people call the columns, in Polish and English, beside our own words.
CALLED: dict[str, tuple[str, ...]] = {
    "name": (
        "imię i nazwisko",
        "imie nazwisko",
        "nazwisko i imię",
        "uczestnik",
        "name",
        "first and last name",
    ),
    "email": ("e-mail", "email", "mail", "adres e-mail", "adres email", "e-mail address"),
    "organisation": (
        "organizacja lub grupa",
        "organizacja",
        "ngo",
        "organisation",
        "organization",
        "nazwa organizacji",
    ),
    "phone": ("telefon", "numer telefonu", "tel", "phone"),
    "needs": ("potrzeby", "needs", "dostosowania"),
}


@dataclass(frozen=True)
class ReadRow:
    """One row of the table. `number`: as the spreadsheet counts it, the header being 1. `errors`: in words."""

    number: int
    person: dict[str, Any]
    answers: Answers
    errors: list[str] = field(default_factory=list)
    is_known: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return key_of(self.person.get("name", ""), self.person.get("email", ""))


class SheetForm(RefusingForm):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Table with sign-ups"),
        help_text=gettext_lazy(
            "XLSX or CSV. The first row holds the names of columns, each further one a person."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )


class MatchingForm(RefusingForm):
    """For each thing to know, a column of the table."""

    def __init__(self, *args: Any, sheet: SignUpSheet, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [
            ("", _("not in the table")),
            *((str(n), title or _("column %(n)d") % {"n": n + 1}) for n, title in enumerate(sheet.header)),
        ]
        for target, label in targets(questions).items():
            self.fields[target] = forms.ChoiceField(
                label=label,
                choices=columns,
                required=target in NEEDED,
                initial=str(sheet.matching[target]) if target in sheet.matching else "",
                error_messages={"required": _("Choose the column. Without it nobody can be signed up.")},
            )

    def matching(self) -> dict[str, int]:
        return {target: int(column) for target, column in self.cleaned_data.items() if column != ""}


def targets(questions: Iterable[Question]) -> dict[str, str]:
    """What a column may hold. Files cannot come in a table."""
    asked = {
        f"q{question.pk}": question.text for question in questions if question.kind != Question.Kind.FILE
    }
    return {**{target: str(label) for target, label in PERSON.items()}, **asked}


def guessed(header: Sequence[str], questions: Iterable[Question]) -> dict[str, int]:
    """What is in which column, by the names of columns."""
    called = {target: (label, *CALLED.get(target, ())) for target, label in targets(questions).items()}
    return guess_columns(header, called)


def key_of(name: str, email: str) -> tuple[str, str]:
    """What makes two rows one person: as people.models.Person writes it."""
    return (text.email_key(email), names.folded(name) or name.casefold())


def read_rows(
    sheet: SignUpSheet, questions: Sequence[Question], known: set[tuple[str, str]]
) -> list[ReadRow]:
    """Every row, read and judged. `known`: keys of people who are signed up already; they are passed over."""
    asked = [question for question in questions if f"q{question.pk}" in sheet.matching]
    found: list[ReadRow] = []
    first_rows: dict[tuple[str, str], int] = {}
    for number, cells in enumerate(sheet.rows, start=2):
        row = _read(number, cells, sheet.matching, asked, known)
        twin = first_rows.setdefault(row.key, number)
        if twin != number and not row.errors:
            row.errors.append(_("The same person stands in row %(row)d.") % {"row": twin})
        found.append(row)
    return found


def _read(
    number: int,
    cells: Sequence[str],
    matching: dict[str, int],
    asked: Sequence[Question],
    known: set[tuple[str, str]],
) -> ReadRow:
    form = SignUpForm({target: cells[matching[target]] for target in PERSON if target in matching})
    errors = [str(error) for messages in form.errors.values() for error in messages]
    given: dict[int, Any] = {}
    for question in asked:
        cell = cells[matching[f"q{question.pk}"]]
        try:
            value = read_typed(question.kind, question.options, cell)
        except ValueError:
            errors.append(
                _("“%(cell)s” is no answer to “%(question)s”.")
                % {"cell": cell[:60], "question": question.text}
            )
            continue
        if value not in (None, []):
            given[question.pk] = value
    visible = shown(asked, given)
    for question in asked:
        if question.pk not in visible:
            given.pop(question.pk, None)
        elif question.is_required and not question.is_remembered and question.pk not in given and not errors:
            errors.append(_("There is no answer to “%(question)s”.") % {"question": question.text})
    person = form.cleaned_data
    row = ReadRow(number, person, Answers(tuple(asked), given), errors)
    if not errors and row.key in known:
        return ReadRow(number, person, row.answers, errors, is_known=True)
    return row
