"""Messages of a programme and of its cycles, and the page of a sign-up that tells them."""

from types import SimpleNamespace
from typing import Any

from tests.architecture.permission_matrix.shapes import COORD, CYCLE, LEADS, PROGRAMME, Row

ROWS = (
    Row("workshops:work_enrolment", f"{CYCLE} enrolment.number", get=LEADS),
    Row("workshops:messages", PROGRAMME, get=COORD),
    Row("workshops:message_change", f"{PROGRAMME} message_kind", get=COORD, post=COORD),
    Row("workshops:message_switch", f"{PROGRAMME} message_kind", get=None, post=COORD),
    Row("workshops:message_preview", f"{PROGRAMME} message_kind language", get=COORD, post=COORD),
    Row("workshops:cycle_messages", CYCLE, get=COORD),
    Row("workshops:cycle_message_switch", f"{CYCLE} message_kind", get=None, post=COORD),
    Row("workshops:letter_new", CYCLE, get=COORD, post=COORD),
    Row("workshops:letter_preview", f"{CYCLE} language", get=COORD, post=COORD),
)
FIRST_OF_MINE = 3  # how test_permission_matrix.py numbers the things of the programme that is asked for


def things(_own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """Kinds of messages are the same words in every programme, so the foreign one is a kind that is none."""
    kind = "dzien-przed" if first_number == FIRST_OF_MINE else "nie-ma-takiej"
    return {"message_kind": kind, "language": "pl"}


def found(_own: Any) -> dict[str, Any]:
    """The same names in the demonstration (tests/journeys/test_every_page.py)."""
    return {"message_kind": "dzien-przed", "language": "pl"}
