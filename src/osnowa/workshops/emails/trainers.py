"""Letters to those who lead."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.lib.calendars import CANCEL, REQUEST
from osnowa.people.models import Account
from osnowa.workshops.emails.enrolment import Move, calendar_parts
from osnowa.workshops.models import Cycle, Session
from osnowa.workshops.queries.calendars import cancellation, invitation

GONE = ("off", "handed_over")


def trainer_sessions(
    trainer: Account, cycle: Cycle, kind: str, sessions: Sequence[Session], moves: Sequence[Move] = ()
) -> None:
    """Sessions that the trainer leads are changed. `kind`: "added", "moved" (with `moves`), "off", "handed_over"
    (somebody else leads them now). One session comes as an entry of the calendar; several are in the trainer's feed.
    """
    files: list[mail.Attachment] = []
    if len(sessions) == 1:
        make = cancellation if kind in GONE else invitation
        content = make(cycle, sessions[0], address=trainer.email, name=trainer.get_full_name())
        files = calendar_parts(f"{cycle.slug}.ics", CANCEL if kind in GONE else REQUEST, content)
    programme = cycle.programme
    mail.queue(
        "workshops/trainer_sessions",
        to=trainer.email,
        language=trainer.language,
        about=cycle,
        programme_id=programme.pk,
        attachments=files,
        reply_to=programme.contact_email,
        context={
            "trainer": trainer,
            "cycle": cycle,
            "programme": programme,
            "kind": kind,
            "sessions": sessions,
            "moves": moves,
            "has_file": bool(files),
            "cycle_url": settings.BASE_URL
            + reverse("workshops:work_cycle", args=[programme.slug, cycle.number]),
            "calendar_url": settings.BASE_URL + reverse("workshops:my_calendar"),
        },
    )
