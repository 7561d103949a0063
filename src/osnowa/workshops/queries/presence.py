"""The code on the screen, and whose it is: sessions that take codes now, and people by what they typed."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from osnowa.lib import clock, text
from osnowa.people.rules import names
from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.rules import presence

SALT = "workshops.presence"


@dataclass(frozen=True)
class Code:
    """What the screen shows. `seconds`: until the next one."""

    code: str
    seconds: int

    @property
    def shown(self) -> str:
        return presence.shown(self.code)


def secret_of(session: Session) -> bytes:
    """Of this session alone: made of the installation's key, so that nothing is kept that could leak from a row."""
    return salted_hmac(SALT, str(session.pk), algorithm="sha256").digest()


def code_now(session: Session) -> Code:
    now = clock.now()
    return Code(presence.code_of(secret_of(session), presence.step_of(now)), presence.seconds_left(now))


def taking_codes() -> QuerySet[Session]:
    """Sessions that a code may belong to at this moment."""
    now = clock.now()
    return (
        Session.objects.filter(
            starts_at__lte=now + presence.OPENS_BEFORE, ends_at__gte=now, closed_at__isnull=True
        )
        .select_related("cycle__programme")
        .order_by("pk")
    )


def session_by_code(code: str) -> Session | None:
    """The session on whose screen this code is now, or was half a minute ago."""
    read = presence.read_code(code)
    if not read:
        return None
    now = clock.now()
    return next((one for one in taking_codes() if presence.is_current(read, secret_of(one), now)), None)


def enrolment_by_words(session: Session, email: str, name: str) -> Enrolment | None:
    """Whose sign-up with a place it is, by address and name exactly as signed up (letters' size and marks apart)."""
    return (
        Enrolment.objects.filter(
            cycle_id=session.cycle_id,
            state=Enrolment.State.PLACED,
            person__email_key=text.email_key(email),
            person__name_key=names.folded(name) or text.clean(name).casefold(),
            person__erased_at__isnull=True,
        )
        .select_related("person")
        .first()
    )


def place_of_person(session: Session, person_id: int) -> Enrolment | None:
    """The person's sign-up with a place in the session's cycle."""
    return (
        Enrolment.objects.filter(
            cycle_id=session.cycle_id,
            state=Enrolment.State.PLACED,
            person=person_id,
            person__erased_at__isnull=True,
        )
        .select_related("person")
        .first()
    )


def place_of(session: Session, enrolment_id: int) -> Enrolment | None:
    """As `place_of_person`, for the person of any sign-up: a telephone is known from one cycle to the next."""
    person = Enrolment.objects.filter(pk=enrolment_id).values_list("person_id", flat=True).first()
    return place_of_person(session, person) if person is not None else None
