"""What proves attendance: signed sheets, and marks of people's own (rows: workshops.py)."""

from types import SimpleNamespace
from typing import Any

from django.core import signing

from osnowa.workshops.models import AttendanceMark, SignedSheet
from tests.factories.workshops import AttendanceMarkFactory, SignedSheetFactory


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """A scan of the session's signed list, and somebody's own mark."""
    mark = AttendanceMarkFactory(session=own.session, enrolment=own.enrolment, source="code", account=None)
    return {
        "signed_sheet": SignedSheetFactory(session=own.session, number=first_number + 60),
        "presence_code": "ABC234",
        "presence_said": _said(mark),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    mark = AttendanceMark.objects.filter(session__cycle=own.cycle).order_by("pk").first()
    sheets = SignedSheet.objects.filter(session__cycle__programme=own.programme)
    return {
        "signed_sheet": sheets.order_by("pk").first(),
        "presence_code": "ABC234",
        "presence_said": _said(mark),
    }


def _said(mark: AttendanceMark) -> str:
    return signing.dumps({"mark": mark.pk}, salt="workshops.presence", compress=False)
