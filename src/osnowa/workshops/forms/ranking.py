"""A sample to try the terms on, a reviewer's marks, and what is asked before a list is published or corrected."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import text
from osnowa.lib.fields import RefusingForm, day_field, line_field, number_field
from osnowa.workshops.forms.terms import NumberField
from osnowa.workshops.models import Criterion, Mark, Question
from osnowa.workshops.queries.terms import choices_of
from osnowa.workshops.rules.scoring import Fact

Source = Criterion.Source


class SampleForm(forms.Form):
    """Sample answers: one field for each thing that the criteria look at. Nothing is required, nothing is kept."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names: dict[int, str] = {}
        for criterion in criteria:
            name = self._name(criterion)
            self.names[criterion.pk] = name
            if name not in self.fields:
                self.fields[name] = self._field(criterion)

    @staticmethod
    def _name(criterion: Criterion) -> str:
        if criterion.source == Source.ANSWER:
            return f"answer_{criterion.question_id}"
        if criterion.source == Source.MARK:
            return f"mark_{criterion.pk}"
        return str(criterion.source)

    @staticmethod
    def _field(criterion: Criterion) -> forms.Field:
        question = criterion.question
        label = question.text if question else Source(criterion.source).label
        if criterion.source == Source.MARK:
            return number_field(criterion.title, "", 0, criterion.most or 0, required=False)
        listed = [(choice.key, choice.label) for choice in choices_of(criterion.source, question)]
        if question is not None and question.kind == Question.Kind.CHOICES:
            return forms.MultipleChoiceField(
                label=label, choices=listed, required=False, widget=forms.CheckboxSelectMultiple
            )
        if listed:
            unknown = [("", gettext_lazy("not known"))]
            return forms.ChoiceField(label=label, choices=[*unknown, *listed], required=False)
        if question is not None and question.kind == Question.Kind.DATE:
            return day_field(label, "", required=False)
        if criterion.source in (Source.ANSWER, Source.AGE):
            return NumberField(label=label)
        return line_field(label, 80)

    def facts(self) -> dict[int, Fact]:
        """By the criterion's key, as rules read them."""
        found: dict[int, Fact] = {}
        for key, name in self.names.items():
            value = self.cleaned_data.get(name)
            if isinstance(value, dt.date):
                value = value.isoformat()
            elif name in Criterion.PLACES and value:
                value = text.fold(value)
            found[key] = None if value == "" else value
        return found


class MarksForm(RefusingForm):
    """A reviewer's marks for one application: points and words for each criterion that asks for them."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = [criterion for criterion in criteria if criterion.source == Source.MARK]
        for criterion in self.criteria:
            self.fields[f"points_{criterion.pk}"] = number_field(
                _("%(title)s: points from 0 to %(most)d")
                % {"title": criterion.title, "most": criterion.most},
                "",
                0,
                criterion.most or 0,
                required=False,
            )
            self.fields[f"note_{criterion.pk}"] = line_field(
                gettext_lazy("In a sentence, why"), 300, help_text=gettext_lazy("The applicant reads it.")
            )

    @staticmethod
    def initial_of(marks: Sequence[Mark]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for mark in marks:
            found[f"points_{mark.criterion_id}"] = mark.points
            found[f"note_{mark.criterion_id}"] = mark.note
        return found

    def given(self) -> Iterator[tuple[Criterion, int, str]]:
        for criterion in self.criteria:
            points = self.cleaned_data.get(f"points_{criterion.pk}")
            if points is not None:
                yield criterion, points, self.cleaned_data.get(f"note_{criterion.pk}", "")


class PublishForm(RefusingForm):
    """The tick that is asked for where marks are missing."""

    without_marks = forms.BooleanField(
        label=gettext_lazy("Publish although marks are missing: a missing mark gives no points"),
        required=False,
    )


class CorrectForm(RefusingForm):
    reason = line_field(
        gettext_lazy("Why does the list change?"),
        300,
        gettext_lazy("Write why the list changes. The sentence stands on the list."),
        help_text=gettext_lazy("Everybody can read this sentence: no names, please."),
    )
