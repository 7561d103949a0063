"""What the coordinator types to compose the terms of recruitment."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import clock, text
from osnowa.lib.fields import RefusingForm, day_field, line_field, number_field, paragraph
from osnowa.workshops.models import Criterion, Cycle, Question, RecruitmentTerms
from osnowa.workshops.queries.terms import choices_of

Part, Source = Criterion.Part, Criterion.Source
ROWS_OF_RANGES = 4
MOST_POINTS = 1000
MOST_NAMES = 200


def short_number(label: Any, **more: Any) -> forms.IntegerField:
    return number_field(label, "", 0, MOST_POINTS, required=False, **more)


def reason_field() -> forms.CharField:
    """Not required here: the deed asks for it, and says why, where something really changes."""
    return line_field(
        gettext_lazy("Why does it change?"),
        300,
        help_text=gettext_lazy(
            "People have applied already. Everybody can read this sentence: no names, please."
        ),
    )


class NumberField(forms.CharField):
    """A number as people write it: 2, 2.5 or 2,5."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(required=False, **more)

    def clean(self, value: Any) -> float | int | None:
        typed = text.clean(str(value or "")).replace(" ", "").replace(",", ".")
        if not typed:
            return None
        try:
            number = Decimal(typed)
        except InvalidOperation:
            raise ValidationError(_("Write a number.")) from None
        if not number.is_finite():
            raise ValidationError(_("Write a number."))
        return int(number) if number == number.to_integral_value() else float(number)


class TermsForm(RefusingForm):
    """How places go."""

    mode = forms.ChoiceField(
        label=gettext_lazy("How do places go?"),
        choices=[
            (Cycle.Mode.FIRST_COME, gettext_lazy("in the order of sign-ups")),
            (Cycle.Mode.SCORED, gettext_lazy("by points: a list after the sign-up closes")),
            (Cycle.Mode.LOTTERY, gettext_lazy("by lot: a draw after the sign-up closes")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how places go.")},
    )
    results_on = day_field(
        gettext_lazy("Results by"),
        "",
        required=False,
        help_text=gettext_lazy("Applicants read this day. Leave some days for the reviewers."),
    )
    threshold = short_number(
        gettext_lazy("Threshold"), help_text=gettext_lazy("Points needed. Only where places go by points.")
    )
    limit_per_organisation = number_field(
        gettext_lazy("People from one organisation, at the most"), "", 1, MOST_POINTS, required=False
    )
    first = forms.ChoiceField(
        label=gettext_lazy("Who goes first where points are equal, and in a draw?"),
        choices=RecruitmentTerms.First.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    reason = reason_field()

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["reason"]

    @staticmethod
    def initial_of(cycle: Cycle, terms: RecruitmentTerms | None) -> dict[str, Any]:
        return {
            "mode": cycle.mode,
            "limit_per_organisation": cycle.limit_per_organisation,
            "threshold": terms.threshold if terms else None,
            "first": terms.first if terms else "",
            "results_on": terms.results_on if terms else None,
        }


class ChooseForm(forms.Form):
    """What a new criterion decides, and what it looks at: asked first, because the next page depends on it."""

    part = forms.ChoiceField(
        label=gettext_lazy("What does it decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it decides.")},
    )
    looks_at = forms.ChoiceField(
        label=gettext_lazy("What does it look at?"),
        error_messages={"required": gettext_lazy("Choose what it looks at.")},
    )

    def __init__(self, *args: Any, cycle: Cycle, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {str(question.pk): question for question in questions}
        part, looks_at = self.fields["part"], self.fields["looks_at"]
        parts = [
            (Part.CONDITION, gettext_lazy("a condition: who does not meet it gets no place")),
            (Part.POINTS, gettext_lazy("points")),
            (Part.QUOTA, gettext_lazy("a group that places are kept for")),
        ]
        if cycle.mode == Cycle.Mode.LOTTERY:
            del parts[1]
        part.choices = parts  # type: ignore[attr-defined]
        answers = [(f"answer:{key}", question.text) for key, question in self.questions.items()]
        others = [choice for choice in Source.choices if choice[0] not in (Source.ANSWER, Source.MARK)]
        looks_at.choices = [  # type: ignore[attr-defined]
            ("", "…"),
            *([(gettext_lazy("Answers in the sign-up form"), answers)] if answers else []),
            (gettext_lazy("The organisation and earlier cycles"), others),
            *(
                [(gettext_lazy("Reviewers"), [(Source.MARK.value, Source.MARK.label)])]
                if cycle.mode == Cycle.Mode.SCORED
                else []
            ),
        ]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("looks_at") == Source.MARK and data.get("part") not in (None, Part.POINTS):
            self.add_error("part", _("A reviewer's mark can only give points."))
        return data

    @property
    def chosen(self) -> tuple[str, str, Question | None]:
        """Part, source, question."""
        source, _colon, key = self.cleaned_data["looks_at"].partition(":")
        return self.cleaned_data["part"], source, self.questions.get(key)


class CriterionForm(RefusingForm):
    """One criterion. Which fields there are depends on what it decides and what it looks at."""

    title = line_field(
        gettext_lazy("As applicants will read it"),
        200,
        gettext_lazy("Write it the way applicants will read it."),
    )

    def __init__(
        self,
        *args: Any,
        part: str,
        source: str,
        question: Question | None,
        cycle: Cycle,
        asks_why: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.source, self.question = part, source, question
        self.listed = choices_of(source, question)
        self.is_dated = question is not None and question.kind == Question.Kind.DATE
        self.fields.update(self._of_source())
        if part == Part.QUOTA:
            self.fields["at_least"] = number_field(
                gettext_lazy("How many places are kept, at least"),
                gettext_lazy("Write how many places are kept."),
                1,
                cycle.capacity,
            )
        if source == Source.AGE:
            self.fields["as_of"] = day_field(
                gettext_lazy("Counted on"),
                gettext_lazy("Write the day."),
                initial=cycle.recruitment_opens_at.astimezone(clock.WARSAW).date(),
            )
        if asks_why:
            self.fields["reason"] = reason_field()

    @property
    def is_ranges(self) -> bool:
        return not self.listed and self.source in (Source.ANSWER, Source.AGE)

    def _of_source(self) -> dict[str, forms.Field]:
        gives_points = self.part == Part.POINTS
        if self.source == Source.MARK:
            return {
                "most": number_field(
                    gettext_lazy("Points a reviewer can give, at the most"),
                    gettext_lazy("Write how many points a reviewer can give."),
                    1,
                    MOST_POINTS,
                )
            }
        if self.listed and gives_points:
            return {f"points_{n}": short_number(choice.label) for n, choice in enumerate(self.listed)}
        if self.listed:
            return {
                "keys": forms.MultipleChoiceField(
                    label=gettext_lazy("Which ones count?"),
                    choices=[(choice.key, choice.label) for choice in self.listed],
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"required": gettext_lazy("Choose at least one.")},
                )
            }
        if not self.is_ranges:
            names = line_field(
                gettext_lazy("Which ones count?"),
                6000,
                gettext_lazy("Write at least one name."),
                widget=paragraph(4),
                help_text=gettext_lazy("One name per line. Capital letters and Polish marks do not matter."),
            )
            return {
                "names": names,
                **({"points_0": short_number(gettext_lazy("Points"))} if gives_points else {}),
            }
        found: dict[str, forms.Field] = {}
        for n in range(ROWS_OF_RANGES if gives_points else 1):
            found[f"lowest_{n}"] = self._bound(gettext_lazy("from"))
            found[f"highest_{n}"] = self._bound(gettext_lazy("to"))
            if gives_points:
                found[f"points_{n}"] = short_number(gettext_lazy("points"))
        return found

    def _bound(self, label: Any) -> forms.Field:
        return day_field(label, "", required=False) if self.is_dated else NumberField(label=label)

    def ranges(self) -> Iterator[list[BoundField]]:
        """The fields of each range together."""
        for n in range(ROWS_OF_RANGES):
            row = [
                self[name] for name in (f"lowest_{n}", f"highest_{n}", f"points_{n}") if name in self.fields
            ]
            if row:
                yield row

    def points_listed(self) -> list[BoundField]:
        return [self[f"points_{n}"] for n in range(len(self.listed))] if "points_0" in self.fields else []

    def others(self) -> list[BoundField]:
        """Fields below: how many, how much, counted when, why."""
        named = ("names", "most", "keys", "at_least", "as_of", "reason")
        found = [self[name] for name in named if name in self.fields]
        if "names" in self.fields and "points_0" in self.fields:
            found.insert(1, self["points_0"])
        return found

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "title": data.get("title", ""),
            "bands": self._bands(data),
            **{name: data[name] for name in ("most", "at_least", "as_of", "reason") if name in data},
        }

    def _bands(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        if self.listed and self.part == Part.POINTS:
            given = [(choice.key, data.get(f"points_{n}")) for n, choice in enumerate(self.listed)]
            return [{"keys": [key], "points": points} for key, points in given if points is not None]
        if self.listed:
            return [{"keys": data["keys"]}] if data.get("keys") else []
        if "names" in self.fields:
            names = [name for line in data.get("names", "").splitlines() if (name := text.clean(line))]
            if len(names) > MOST_NAMES:
                self.add_error("names", _("Write at most 200 names."))
            points = {"points": data.get("points_0") or 0} if self.part == Part.POINTS else {}
            keys = [text.fold(name) for name in names]
            return [{"keys": keys, "spelled": names, **points}] if keys else []
        if not self.is_ranges:
            return []
        return list(self._ranges(data))

    def _ranges(self, data: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for n in range(ROWS_OF_RANGES):
            ends = {end: data.get(f"{end}_{n}") for end in ("lowest", "highest")}
            points = data.get(f"points_{n}")
            if all(value is None for value in (*ends.values(), points)):
                continue
            if self.part == Part.POINTS and points is None:
                self.add_error(f"points_{n}", _("Write how many points this range gives."))
            if all(value is None for value in ends.values()) and self.part != Part.POINTS:
                continue
            band: dict[str, Any] = {
                end: value.isoformat() if isinstance(value, dt.date) else value
                for end, value in ends.items()
                if value is not None
            }
            yield {**band, **({"points": points or 0} if self.part == Part.POINTS else {})}

    @staticmethod
    def initial_of(criterion: Criterion) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: getattr(criterion, name) for name in ("title", "most", "at_least", "as_of")
        }
        listed = {choice.key: n for n, choice in enumerate(choices_of(criterion.source, criterion.question))}
        for n, band in enumerate(criterion.bands):
            if "spelled" in band:
                found |= {"names": "\n".join(band["spelled"]), "points_0": band.get("points")}
            elif "keys" in band and criterion.part == Part.POINTS:
                found |= {f"points_{listed[key]}": band["points"] for key in band["keys"] if key in listed}
            elif "keys" in band:
                found["keys"] = band["keys"]
            else:
                found |= {f"{name}_{n}": band.get(name) for name in ("lowest", "highest", "points")}
        return found


class RemoveForm(RefusingForm):
    """Before a criterion goes: why, once people have applied."""

    reason = reason_field()

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["reason"]
