"""Reading the terms of a cycle's recruitment, and what is known about those who applied."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import clock, text
from osnowa.people.models import LegalForm
from osnowa.people.models.organisation import Organisation
from osnowa.ui import words
from osnowa.workshops.models import Answer, Criterion, Cycle, Enrolment, Mark, Question, RecruitmentTerms
from osnowa.workshops.rules.scoring import Band, Fact, Part, Rule, Score, score, years_between

State = Enrolment.State
Source = Criterion.Source

YES_NO: dict[str, Promise] = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}


def terms_of(cycle: Cycle) -> RecruitmentTerms | None:
    return RecruitmentTerms.objects.filter(cycle=cycle).first()


def criteria_of(cycle: Cycle) -> list[Criterion]:
    """All lines of the terms in order, each with its question: conditions, points, kept places mixed."""
    return list(Criterion.objects.filter(cycle=cycle).select_related("question").order_by("position", "pk"))


def questions_for(cycle: Cycle) -> QuerySet[Question]:
    """Questions of the cycle's form that a criterion can look at: of the cycle, or of every cycle of the programme."""
    kinds = [
        Question.Kind.CHOICE,
        Question.Kind.CHOICES,
        Question.Kind.YES_NO,
        Question.Kind.SCALE,
        Question.Kind.NUMBER,
        Question.Kind.DATE,
    ]
    asked = Question.objects.filter(programme=cycle.programme_id, kind__in=kinds, retired_at__isnull=True)
    return (asked.filter(cycle=cycle) | asked.filter(cycle__isnull=True)).order_by("position", "pk")


def applications(cycle: Cycle) -> QuerySet[Enrolment]:
    """Who applied and has not cancelled, in order of arrival, with person and organisation."""
    return (
        Enrolment.objects.filter(cycle=cycle)
        .exclude(state=State.CANCELLED)
        .select_related("person", "membership__organisation")
        .order_by("number")
    )


def has_applications(cycle: Cycle) -> bool:
    return applications(cycle).exists()


def rule_of(criterion: Criterion) -> Rule:
    """The criterion as plain values."""
    bands = tuple(
        Band(
            keys=frozenset(band.get("keys", ())),
            lowest=band.get("lowest"),
            highest=band.get("highest"),
            points=band.get("points", 0),
        )
        for band in criterion.bands
    )
    return Rule(criterion.pk, Part(criterion.part), bands, criterion.most)


@dataclass(frozen=True)
class Judged:
    """An application with what is known and what it is worth. `notes`: a reviewer's words, by criterion."""

    enrolment: Enrolment
    facts: dict[int, Fact]
    score: Score
    is_new: bool
    notes: dict[int, str] = field(default_factory=dict)

    @property
    def organisation(self) -> object:
        """Whose limit it falls under: the organisation, or, where it is not known yet, what was typed."""
        membership = self.enrolment.membership
        if membership is None:
            return None
        return membership.organisation_id or text.fold(membership.typed) or None


def judged(cycle: Cycle, criteria: Sequence[Criterion], rows: Iterable[Enrolment]) -> list[Judged]:
    """Judge applications by the criteria as they stand now. At most five queries, however many applications."""
    rows = list(rows)
    rules = [rule_of(criterion) for criterion in criteria]
    answers: dict[tuple[int, int], Any] = {}
    questions = [criterion.question_id for criterion in criteria if criterion.source == Source.ANSWER]
    if questions:
        answers = {
            (enrolment, question): value
            for enrolment, question, value in Answer.objects.filter(
                enrolment__cycle=cycle, question__in=questions
            ).values_list("enrolment_id", "question_id", "value")
        }
    marks: dict[int, dict[int, Mark]] = defaultdict(dict)
    if any(criterion.source == Source.MARK for criterion in criteria):
        for mark in Mark.objects.filter(enrolment__cycle=cycle):
            marks[mark.enrolment_id][mark.criterion_id] = mark
    people, organisations = served_before(cycle)
    terms = terms_of(cycle)
    first = terms.first if terms is not None else ""
    found = []
    for row in rows:
        organisation = row.membership.organisation if row.membership else None
        been_before = {
            Source.PERSON_BEFORE: row.person_id in people,
            Source.ORGANISATION_BEFORE: organisation is not None and organisation.pk in organisations,
        }
        facts: dict[int, Fact] = {}
        for criterion in criteria:
            match criterion.source:
                case Source.ANSWER:
                    facts[criterion.pk] = answers.get((row.pk, criterion.question_id or 0))
                case Source.MARK:
                    given = marks[row.pk].get(criterion.pk)
                    facts[criterion.pk] = given.points if given else None
                case Source.PERSON_BEFORE:
                    facts[criterion.pk] = "yes" if been_before[Source.PERSON_BEFORE] else "no"
                case Source.ORGANISATION_BEFORE:
                    known = organisation is not None
                    facts[criterion.pk] = (
                        ("yes" if been_before[Source.ORGANISATION_BEFORE] else "no") if known else None
                    )
                case _:
                    facts[criterion.pk] = _of_organisation(criterion, organisation)
        served = {"person": Source.PERSON_BEFORE, "organisation": Source.ORGANISATION_BEFORE}.get(first)
        notes = {key: mark.note for key, mark in marks[row.pk].items() if mark.note}
        found.append(
            Judged(row, facts, score(rules, facts), not (served is not None and been_before[served]), notes)
        )
    return found


def served_before(cycle: Cycle) -> tuple[set[int], set[int]]:
    """Ids of people, and of organisations, who had a place in another cycle of the programme."""
    rows = Enrolment.objects.filter(cycle__programme=cycle.programme_id, state=State.PLACED).exclude(
        cycle=cycle
    )
    people: set[int] = set()
    organisations: set[int] = set()
    for person, organisation in rows.values_list("person_id", "membership__organisation_id"):
        people.add(person)
        if organisation is not None:
            organisations.add(organisation)
    return people, organisations


def _of_organisation(criterion: Criterion, organisation: Organisation | None) -> Fact:
    if organisation is None:
        return None
    match criterion.source:
        case Source.LEGAL_FORM:
            form = organisation.legal_form
            return None if form == LegalForm.UNKNOWN else form
        case Source.AGE:
            if organisation.registered_on is None:
                return None
            return years_between(organisation.registered_on, criterion.as_of or clock.today())
    return text.fold(getattr(organisation, criterion.source)) or None


def said_of(criterion: Criterion, fact: Fact, note: str = "") -> str:
    """What was looked at, in words: the answer as its person read it, "3.5", "yes"."""
    if fact is None or fact == []:
        return _("not marked yet") if criterion.source == Source.MARK else _("nothing known")
    match criterion.source:
        case Source.LEGAL_FORM:
            return str(LegalForm(str(fact)).label)
        case Source.MARK:
            return note
        case Source.AGE:
            return words.decimal(round(float(fact), 1)) if isinstance(fact, int | float) else ""
        case Source.ANSWER if criterion.question is not None:
            return said_of_answer(criterion.question, fact)
    return str(YES_NO.get(str(fact), fact))


def said_of_answer(question: Question, fact: Fact) -> str:
    labels = {option["key"]: option["label"] for option in question.options}
    if question.kind == Question.Kind.DATE and isinstance(fact, str):
        try:
            return words.short_date(dt.date.fromisoformat(fact))
        except ValueError:
            return fact
    keys = fact if isinstance(fact, list) else [fact]
    return ", ".join(str(YES_NO.get(str(key)) or labels.get(str(key), key)) for key in keys)


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen where a criterion looks at a list."""

    key: str
    label: str


def choices_of(source: str, question: Question | None) -> list[Choice]:
    """What there is to choose from; empty where the criterion looks at a number, a date, a place or a mark."""
    if source == Source.LEGAL_FORM:
        return [Choice(form.value, str(form.label)) for form in LegalForm if form != LegalForm.UNKNOWN]
    if source in (Source.PERSON_BEFORE, Source.ORGANISATION_BEFORE):
        return [Choice(key, str(label)) for key, label in YES_NO.items()]
    if source != Source.ANSWER or question is None:
        return []
    labels = {option["key"]: option["label"] for option in question.options}
    return [Choice(key, str(YES_NO.get(key) or labels.get(key, key))) for key in question.keys]


def bands_said(criterion: Criterion) -> list[tuple[str, int]]:
    """Each band in words with its points: ("rural commune", 5), ("up to 2", 2), ("over 5", 5)."""
    labels = {choice.key: choice.label for choice in choices_of(criterion.source, criterion.question)}
    found = []
    previous: Any = None
    for band in criterion.bands:
        if "keys" in band:
            spelled = band.get("spelled") or [labels.get(key, key) for key in band["keys"]]
            found.append((", ".join(spelled), band.get("points", 0)))
            continue
        lowest, highest = band.get("lowest"), band.get("highest")
        found.append((_range_said(lowest, highest, previous), band.get("points", 0)))
        previous = highest
    return found


def _range_said(lowest: Any, highest: Any, previous: Any) -> str:
    """`previous`: where the band before ended, which is where one without a lower end begins."""
    low, high = _bound(lowest), _bound(highest)
    if lowest is not None and highest is not None:
        return _("from %(low)s to %(high)s") % {"low": low, "high": high}
    if highest is not None:
        return _("up to %(high)s") % {"high": high}
    if lowest is not None:
        return _("%(low)s and more") % {"low": low}
    return _("over %(low)s") % {"low": _bound(previous)} if previous is not None else _("any")


def _bound(value: Any) -> str:
    if isinstance(value, str):
        try:
            return words.short_date(dt.date.fromisoformat(value))
        except ValueError:
            return value
    return words.decimal(value) if value is not None else ""


def answers_said(enrolment: Enrolment) -> list[tuple[str, str]]:
    """What the person answered in the form, in the order of the form: (question, answer in words). One query."""
    rows = Answer.objects.filter(enrolment=enrolment).select_related("question")
    return [
        (answer.question.text, said_of_answer(answer.question, answer.value))
        for answer in rows.order_by("question__position", "question_id")
    ]
