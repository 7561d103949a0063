"""Letters about sign-ups that a colleague began, and about consents."""

from collections.abc import Sequence

from osnowa.workshops.emails.enrolment import queue
from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.queries.reserve import position_on_reserve


def colleague_invited(
    enrolment: Enrolment, sessions: Sequence[Session], *, position: int | None = None
) -> None:
    """A colleague signed you up: say yes until then, or the place goes on."""
    leader = enrolment.signed_up_by
    queue(
        "colleague_invited",
        enrolment,
        sessions=sessions,
        position=(position or position_on_reserve(enrolment)) if enrolment.state == "reserve" else None,
        leader_name=leader.person.name if leader else "",
    )


def colleague_released(enrolment: Enrolment) -> None:
    """You did not say yes in time, so the place went on; you can sign up yourself."""
    queue("colleague_released", enrolment)


def colleague_not_confirmed(leader: Enrolment, colleague: Enrolment) -> None:
    """To whoever signed a colleague up: the colleague did not say yes in time."""
    queue("colleague_not_confirmed", leader, colleague_name=colleague.person.name)


def consent_given(enrolment: Enrolment, words: str) -> None:
    """You agreed to this on the page of your sign-up; if it was not you, take it back."""
    queue("consent_given", enrolment, words=words)
