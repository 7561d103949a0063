"""Recruitment by points: terms, criteria, the list (rows: workshops.py)."""

from types import SimpleNamespace
from typing import Any

from osnowa.workshops.models import Criterion, Cycle
from tests.factories.recruitment import (
    CriterionFactory,
    RankingFactory,
    RankingRowFactory,
    RecruitmentTermsFactory,
)


def things(own: SimpleNamespace, _first_number: int) -> dict[str, Any]:
    """Places of the cycle go by points; a list is out."""
    Cycle.objects.filter(pk=own.cycle.pk).update(mode=Cycle.Mode.SCORED)
    own.cycle.mode = Cycle.Mode.SCORED
    RecruitmentTermsFactory(cycle=own.cycle)
    RankingRowFactory(ranking=RankingFactory(cycle=own.cycle), enrolment=own.enrolment)
    return {
        "ranked": own.cycle,
        "applicant": own.enrolment,
        "criterion": CriterionFactory(cycle=own.cycle),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    ranked = Cycle.objects.get(programme=own.programme, mode=Cycle.Mode.SCORED)
    return {
        "ranked": ranked,
        "applicant": ranked.enrolments.first(),
        "criterion": Criterion.objects.filter(cycle=ranked).first(),
    }
