"""Factories of recruitment by points and by lot: terms, criteria, marks, lists."""

import factory
from factory.django import DjangoModelFactory

from osnowa.workshops.models import (
    Criterion,
    Cycle,
    Enrolment,
    Mark,
    Question,
    Ranking,
    RankingRow,
    RecruitmentTerms,
    TermsChange,
)
from tests.factories.workshops import CycleFactory, EnrolmentFactory


class CommuneQuestionFactory(DjangoModelFactory[Question]):
    """In which kind of commune is the organisation's seat? Asked in one cycle."""

    class Meta:
        model = Question

    programme = factory.LazyAttribute(lambda question: question.cycle.programme)
    cycle = factory.SubFactory(CycleFactory)
    position = factory.LazyAttribute(lambda question: question.cycle.questions.count() + 1)
    kind = Question.Kind.CHOICE
    text = "W jakiej gminie działa organizacja?"
    options = factory.LazyFunction(
        lambda: [
            {"key": "rural", "label": "wiejskiej"},
            {"key": "mixed", "label": "miejsko-wiejskiej"},
            {"key": "urban", "label": "miejskiej"},
        ]
    )


class RecruitmentTermsFactory(DjangoModelFactory[RecruitmentTerms]):
    """Of a cycle whose places go by points."""

    class Meta:
        model = RecruitmentTerms

    cycle = factory.SubFactory(CycleFactory, mode=Cycle.Mode.SCORED)
    seed = "ziarno"


class CriterionFactory(DjangoModelFactory[Criterion]):
    """5 points to foundations; `part="condition"` or `"quota"` with `at_least`."""

    class Meta:
        model = Criterion

    cycle = factory.SubFactory(CycleFactory, mode=Cycle.Mode.SCORED)
    position = factory.LazyAttribute(lambda criterion: criterion.cycle.criteria.count() + 1)
    part = Criterion.Part.POINTS
    title = "Fundacja"
    source = Criterion.Source.LEGAL_FORM
    bands = factory.LazyFunction(lambda: [{"keys": ["foundation"], "points": 5}])


class MarkFactory(DjangoModelFactory[Mark]):
    class Meta:
        model = Mark

    enrolment = factory.SubFactory(EnrolmentFactory, state=Enrolment.State.APPLIED)
    criterion = factory.SubFactory(
        CriterionFactory,
        cycle=factory.SelfAttribute("..enrolment.cycle"),
        title="Pomysł",
        source=Criterion.Source.MARK,
        bands=[],
        most=10,
    )
    points = 7
    note = "Dobry plan, mało czasu."


class TermsChangeFactory(DjangoModelFactory[TermsChange]):
    class Meta:
        model = TermsChange

    cycle = factory.SubFactory(CycleFactory, mode=Cycle.Mode.SCORED)
    what = "Zmieniono: próg"
    reason = "W ogłoszeniu był inny."


class RankingFactory(DjangoModelFactory[Ranking]):
    class Meta:
        model = Ranking

    cycle = factory.SubFactory(CycleFactory, mode=Cycle.Mode.SCORED)
    version = factory.LazyAttribute(lambda ranking: ranking.cycle.rankings.count() + 1)
    reason = factory.LazyAttribute(lambda ranking: "Pomyłka w ocenie." if ranking.version > 1 else "")
    seed = "ziarno"
    terms = factory.LazyFunction(lambda: {"mode": "scored", "seats": 16, "quotas": []})


class RankingRowFactory(DjangoModelFactory[RankingRow]):
    class Meta:
        model = RankingRow

    ranking = factory.SubFactory(RankingFactory)
    enrolment = factory.SubFactory(EnrolmentFactory, cycle=factory.SelfAttribute("..ranking.cycle"))
    rank = factory.LazyAttribute(lambda row: row.ranking.rows.count() + 1)
    points = 5
    outcome = RankingRow.Outcome.PLACED
    because = RankingRow.Because.ORDER
    lines = factory.LazyFunction(
        lambda: [
            {"title": "Fundacja", "part": "points", "points": 5, "best": 5, "met": False, "said": "fundacja"}
        ]
    )
