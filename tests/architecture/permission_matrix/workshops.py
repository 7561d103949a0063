"""Cycles, sign-up, attendance, certificates."""

from types import SimpleNamespace
from typing import Any

from django.core import signing

from osnowa.workshops.models import AttendanceMark, SignedSheet
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    CYCLE,
    LEADS,
    PROGRAMME,
    SEES_CYCLE,
    SEES_CYCLES,
    SESSION,
    TRAINS,
    Row,
)
from tests.factories.workshops import AttendanceMarkFactory, SignedSheetFactory

ROWS = (
    # workshops: public, and by the link of a participant
    Row("workshops:cycles", PROGRAMME),
    Row("workshops:cycle", f"{PROGRAMME} cycle.slug", post=ALL),
    Row("workshops:cycle_calendar", f"{PROGRAMME} cycle.slug"),
    Row("workshops:enrolment_received", "received"),
    Row("workshops:enrolment", "enrolment.token"),
    Row("workshops:enrolment_change", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_cancel", "enrolment.token", get=ALL, post=ALL),
    Row("workshops:enrolment_act_for", "enrolment.token", post=ALL, note="by link"),
    Row("workshops:enrolment_presence", "enrolment.token", get=ALL, post=ALL, note="by link"),
    Row("workshops:enrolment_undo", "enrolment.token", get=ALL, post=ALL, note="GET leads to the own page"),
    Row("workshops:enrolment_calendar", "enrolment.token"),
    Row("workshops:enrolment_certificate", "enrolment.token"),
    Row("workshops:presence_start"),
    Row(
        "workshops:presence", "presence_code", get=ALL, post=ALL, note="a code that is out is refused kindly"
    ),
    Row("workshops:presence_said", "presence_said"),
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
    Row("workshops:attendance", SESSION, get=SEES_CYCLE),
    Row("workshops:attendance_mark", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_rest", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_close", SESSION, get=LEADS, post=LEADS),
    Row("workshops:attendance_list", SESSION, get=LEADS),
    Row("workshops:attendance_standing", SESSION, get=SEES_CYCLE),
    Row("workshops:attendance_choose", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_screen", SESSION, get=LEADS),
    Row("workshops:attendance_paper", SESSION, get=LEADS, post=LEADS),
    Row("workshops:sheet_add", SESSION, get=LEADS, post=LEADS),
    Row("workshops:sheet", f"{SESSION} sheet.number", get=LEADS, note="names and signatures"),
    Row("workshops:sheet_remove", f"{SESSION} sheet.number", get=LEADS, post=LEADS),
    Row("workshops:lists", PROGRAMME, get=TRAINS),
    Row("workshops:lists_manifest", PROGRAMME, get=TRAINS),
    Row("workshops:lists_worker", PROGRAMME, get=TRAINS),
    Row("workshops:list", SESSION, get=LEADS),
    Row("workshops:list_state", SESSION, get=LEADS),
    Row("workshops:list_deliver", SESSION, get=None, post=LEADS),
    Row("workshops:attendance_correct", f"{SESSION} enrolment.number", get=COORD, post=COORD),
    Row("workshops:certificates", CYCLE, get=SEES_CYCLE),
    Row("workshops:certificates_issue", CYCLE, get=None, post=COORD),
    Row("workshops:certificate_pdf", f"{CYCLE} certificate.sequence", get=LEADS),
    Row("workshops:certificate_revoke", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
    Row("workshops:certificate_reissue", f"{CYCLE} certificate.sequence", get=COORD, post=COORD),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """A scan of the session's signed list, and somebody's own mark."""
    mark = AttendanceMarkFactory(session=own.session, enrolment=own.enrolment, source="code", account=None)
    return {
        "sheet": SignedSheetFactory(session=own.session, number=first_number + 60),
        "presence_code": "ABC234",
        "presence_said": _said(mark),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    mark = AttendanceMark.objects.filter(session__cycle=own.cycle).order_by("pk").first()
    return {
        "sheet": SignedSheet.objects.filter(session__cycle__programme=own.programme).order_by("pk").first(),
        "presence_code": "ABC234",
        "presence_said": _said(mark),
    }


def _said(mark: AttendanceMark) -> str:
    return signing.dumps({"mark": mark.pk}, salt="workshops.presence", compress=False)
