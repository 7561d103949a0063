"""A participant says by the code on the screen: I am here."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.workshops.actions.marking import (
    Mark,
    Source,
    Word,
    attendance_of,
    checked,
    keep,
    lock_session,
    refuse_stranger,
    settle,
)
from osnowa.workshops.models import AttendanceMark, Enrolment, Session
from osnowa.workshops.rules import presence

presence_said = audit.deed("workshops.presence_said", gettext_lazy("said by the code: I am here"))


@transaction.atomic
def say_presence(session: Session, enrolment: Enrolment) -> AttendanceMark:
    """Keep the participant's own word: present, or late with the moment of the scan. Said twice it is one mark.

    What a trainer said stands whatever the participant says; the scan is kept beside it.
    The view has checked the code. Raises RuleBroken: "closed", "not_now" (half an hour before the session until its
    end), "no_place".
    """
    session = lock_session(session)
    now = clock.now()
    if session.closed_at is not None:
        raise RuleBroken(_("This list is closed. Speak to the trainer."), code="closed")
    if not presence.is_open(now, session.starts_at, session.ends_at):
        raise RuleBroken(
            _("The code counts from half an hour before the session until its end."), code="not_now"
        )
    before = attendance_of(session, enrolment)
    refuse_stranger(session, enrolment, before)
    mine = AttendanceMark.objects.filter(session=session, enrolment=enrolment)
    scan = mine.filter(source=Source.CODE).order_by("-pk").first()
    if scan is not None and not mine.filter(pk__gt=scan.pk, mark="").exists():
        return scan
    late = presence.is_late(now, session.starts_at) and now < session.ends_at
    word = checked(session, Word(Mark.LATE, 0, now) if late else Word(Mark.PRESENT))
    mark = keep(session, enrolment, word, Source.CODE, account=None)
    settle(session, enrolment)
    presence_said.record(
        session,
        by=audit.PARTICIPANT,
        programme_id=session.cycle.programme_id,
        enrolment=enrolment.pk,
        mark=word.mark,
    )
    return mark
