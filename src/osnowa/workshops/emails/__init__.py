"""Letters to participants. One function and one template pair per mail, the same name.

Every mail repeats the essential facts in its text and links to the participant's own page, where a button (never the
link itself) changes things. Nobody erased is written to.
"""

from osnowa.workshops.emails.certificates import certificate_issued, certificate_revoked
from osnowa.workshops.emails.enrolment import (
    Move,
    enrolment_cancelled,
    enrolment_changed,
    enrolment_confirmed,
    enrolment_reserve,
    offer_ran_out,
    place_given,
    place_offered,
    place_passed_on,
    session_removed,
    sessions_moved,
)
from osnowa.workshops.emails.messages import message, preview

__all__ = [
    "Move",
    "certificate_issued",
    "certificate_revoked",
    "enrolment_cancelled",
    "enrolment_changed",
    "enrolment_confirmed",
    "enrolment_reserve",
    "message",
    "offer_ran_out",
    "place_given",
    "place_offered",
    "place_passed_on",
    "preview",
    "session_removed",
    "sessions_moved",
]
