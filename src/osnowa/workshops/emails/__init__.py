"""Letters to participants. One function and one template pair per mail, the same name.

Every mail repeats the essential facts in its text and links to the participant's own page, where a button (never the
link itself) changes things. Nobody erased is written to.
"""

from osnowa.workshops.emails.certificates import certificate_issued, certificate_revoked
from osnowa.workshops.emails.colleagues import (
    colleague_invited,
    colleague_not_confirmed,
    colleague_released,
    consent_given,
)
from osnowa.workshops.emails.enrolment import (
    Move,
    enrolment_applied,
    enrolment_cancelled,
    enrolment_changed,
    enrolment_confirmed,
    enrolment_reserve,
    feed_address,
    offer_ran_out,
    place_given,
    place_offered,
    place_passed_on,
    ranking_result,
    session_removed,
    sessions_added,
    sessions_moved,
)
from osnowa.workshops.emails.interest import interest_to_confirm, sign_up_open
from osnowa.workshops.emails.messages import message, preview
from osnowa.workshops.emails.trainers import trainer_sessions

__all__ = [
    "Move",
    "certificate_issued",
    "certificate_revoked",
    "colleague_invited",
    "colleague_not_confirmed",
    "colleague_released",
    "consent_given",
    "enrolment_applied",
    "enrolment_cancelled",
    "enrolment_changed",
    "enrolment_confirmed",
    "enrolment_reserve",
    "feed_address",
    "interest_to_confirm",
    "message",
    "offer_ran_out",
    "place_given",
    "place_offered",
    "place_passed_on",
    "preview",
    "ranking_result",
    "session_removed",
    "sessions_added",
    "sessions_moved",
    "sign_up_open",
    "trainer_sessions",
]
