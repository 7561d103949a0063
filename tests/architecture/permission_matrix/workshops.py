"""Cycles, sign-up, attendance, certificates."""

from types import SimpleNamespace
from typing import Any

from osnowa.workshops.models import Criterion, Cycle
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    CYCLE,
    LEADS,
    PROGRAMME,
    SEES_CYCLE,
    SEES_CYCLES,
    SESSION,
    Row,
)
from tests.factories.workshops import (
    CriterionFactory,
    RankingFactory,
    RankingRowFactory,
    RecruitmentTermsFactory,
)

RANKED = f"{PROGRAMME} ranked.number"  # a cycle whose places go by points

ROWS = (
    # workshops: public, and by the link of a participant
    Row("workshops:cycles", PROGRAMME),
    Row("workshops:cycle", f"{PROGRAMME} cycle.slug", post=ALL),
    Row("workshops:cycle_calendar", f"{PROGRAMME} cycle.slug"),
    Row("workshops:cycle_recruitment", f"{PROGRAMME} ranked.slug"),
    Row("workshops:enrolment_received", "received"),
    Row("workshops:enrolment", "enrolment.token"),
    Row("workshops:enrolment_change", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_cancel", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_act_for", "enrolment.token", post=ALL, note="by link"),
    Row("workshops:enrolment_undo", "enrolment.token", get=ALL, post=ALL, note="GET leads to the own page"),
    Row("workshops:enrolment_calendar", "enrolment.token"),
    Row("workshops:enrolment_certificate", "enrolment.token"),
    Row("workshops:verify_start"),
    Row("workshops:verify", "certificate.code"),
    # workshops: the team
    Row("workshops:work_cycles", PROGRAMME, get=SEES_CYCLES),
    Row("workshops:cycle_new", PROGRAMME, get=COORD, post=COORD),
    Row("workshops:work_cycle", CYCLE, get=SEES_CYCLE),
    Row("workshops:cycle_change", CYCLE, get=COORD, post=COORD),
    Row("workshops:cycle_publish", CYCLE, get=None, post=COORD),
    Row("workshops:cycle_withdraw", CYCLE, get=None, post=COORD),
    Row("workshops:session_new", CYCLE, get=COORD, post=COORD),
    Row("workshops:session_series", CYCLE, get=COORD, post=COORD),
    Row("workshops:session_change", SESSION, get=COORD, post=COORD),
    Row("workshops:session_remove", SESSION, get=COORD, post=COORD),
    Row("workshops:work_enrolments", CYCLE, get=LEADS),
    Row("workshops:work_enrolments_csv", CYCLE, get=COORD),
    Row("workshops:work_enrolment_place", f"{CYCLE} enrolment.number", get=None, post=COORD),
    Row("workshops:work_enrolment_cancel", f"{CYCLE} enrolment.number", get=COORD, post=COORD),
    Row("workshops:recruitment", RANKED, get=SEES_CYCLE),
    Row("workshops:recruitment_terms", RANKED, get=COORD, post=COORD),
    Row("workshops:recruitment_sample", RANKED, get=SEES_CYCLE),
    Row("workshops:criterion_new", RANKED, get=COORD, post=COORD),
    Row("workshops:criterion_change", f"{RANKED} criterion.pk", get=COORD, post=COORD),
    Row("workshops:criterion_remove", f"{RANKED} criterion.pk", get=COORD, post=COORD),
    Row("workshops:applications", RANKED, get=LEADS),
    Row("workshops:application", f"{RANKED} applicant.number", get=LEADS, post=LEADS),
    Row("workshops:recruitment_list", RANKED, get=COORD, post=COORD),
    Row("workshops:recruitment_correct", RANKED, get=COORD, post=COORD),
    Row("workshops:recruitment_list_csv", RANKED, get=COORD),
    Row("workshops:attendance", SESSION, get=SEES_CYCLE),
    Row("workshops:attendance_mark", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_rest", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_close", SESSION, get=LEADS, post=LEADS),
    Row("workshops:attendance_list", SESSION, get=LEADS),
    Row("workshops:attendance_correct", f"{SESSION} enrolment.number", get=COORD, post=COORD),
    Row("workshops:certificates", CYCLE, get=SEES_CYCLE),
    Row("workshops:certificates_issue", CYCLE, get=None, post=COORD),
    Row("workshops:certificate_preview", f"{CYCLE} enrolment.number", get=LEADS),
    Row("workshops:certificates_zip", CYCLE, get=LEADS),
    Row("workshops:certificate_pdf", f"{CYCLE} certificate.sequence", get=LEADS),
    Row("workshops:certificate_revoke", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
    Row("workshops:certificate_reissue", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """Places of the cycle go by points; a list is out."""
    del first_number
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
