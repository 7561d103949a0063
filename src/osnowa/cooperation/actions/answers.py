"""An organisation answers another's announcement; accepted, the two have each other's contact.

Locks: the announcement first, then the answer.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.cooperation import emails
from osnowa.cooperation.models import Announcement, Answer
from osnowa.cooperation.permissions import gave, may_see, receives
from osnowa.cooperation.rules import MOST_ANSWERS_A_DAY
from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account, Organisation
from osnowa.people.permissions import speaks_for

State = Answer.State
DAY = dt.timedelta(days=1)

answered = audit.deed("cooperation.answered", gettext_lazy("answered an announcement"))
answer_accepted = audit.deed("cooperation.answer_accepted", gettext_lazy("accepted an answer"))
answer_declined = audit.deed("cooperation.answer_declined", gettext_lazy("declined an answer"))
answer_withdrawn = audit.deed("cooperation.answer_withdrawn", gettext_lazy("withdrew an answer"))
outcome_noted = audit.deed("cooperation.outcome_noted", gettext_lazy("noted what came of a connection"))


@transaction.atomic
def answer_announcement(
    announcement: Announcement, organisation: Organisation, body: str, *, by: Account
) -> Answer:
    """Answer in the organisation's name. The same words sent twice are one answer; a withdrawn one may be sent anew.

    Raises RuleBroken: "stranger", "own", "gone" (off the board), "already" (answered before), "text",
    "too_many" (MOST_ANSWERS_A_DAY in the last 24 hours).
    """
    announcement = lock(announcement)
    if by.person is None or not speaks_for(by, organisation):
        raise RuleBroken(
            _("Only confirmed members may write in the name of an organisation."), code="stranger"
        )
    if announcement.organisation_id == organisation.pk:
        raise RuleBroken(_("This is an announcement of your own organisation."), code="own")
    body = text.clean_lines(body)[:1500]
    before = Answer.objects.filter(announcement=announcement, organisation=organisation).first()
    if before is not None and before.state != State.WITHDRAWN:
        if before.state == State.WAITING and before.text == body:
            return before
        raise RuleBroken(_("Your organisation has already answered this announcement."), code="already")
    if not announcement.is_on_board:
        raise RuleBroken(
            _("This announcement is no longer on the board, so it cannot be answered."), code="gone"
        )
    if not body:
        raise RuleBroken(_("Write a few words: who you are and what you propose."), code="text", field="body")
    _refuse_flood(organisation)
    answer = before or Answer(announcement=announcement, organisation=organisation)
    answer.person, answer.text, answer.state = by.person, body, State.WAITING
    answer.created_at, answer.decided_at = clock.now(), None
    answer.save()
    answer.announcement = announcement
    emails.answer_received(answer)
    answered.record(answer, by=by, programme_id=announcement.programme_id, announcement=announcement.pk)
    return answer


@transaction.atomic
def accept_answer(answer: Answer, *, by: Account) -> Answer:
    """Make it a connection: both sides see each other's contact, the accepting person's on this side.

    A second click changes nothing. Raises RuleBroken: "stranger", "hidden", "declined", "withdrawn".
    """
    answer = _locked(answer)
    if by.person is None or not receives(by, answer):
        raise RuleBroken(_("Only the organisation that announced it can decide."), code="stranger")
    if answer.state == State.ACCEPTED:
        return answer
    if answer.announcement.state == Announcement.State.HIDDEN:
        raise RuleBroken(
            _("The programme's team hid this announcement, so its answers cannot be accepted."), code="hidden"
        )
    _refuse_decided(answer)
    answer.state, answer.contact, answer.decided_at = State.ACCEPTED, by.person, clock.now()
    answer.save()
    emails.answer_accepted(answer)
    answer_accepted.record(answer, by=by, programme_id=answer.announcement.programme_id)
    return answer


@transaction.atomic
def decline_answer(answer: Answer, because: str = "", *, by: Account) -> Answer:
    """Say no, with a word for the other side where there is one. A second click changes nothing.

    Raises RuleBroken: "stranger", "accepted", "withdrawn".
    """
    answer = _locked(answer)
    if not receives(by, answer):
        raise RuleBroken(_("Only the organisation that announced it can decide."), code="stranger")
    if answer.state == State.DECLINED:
        return answer
    _refuse_decided(answer)
    answer.state, answer.decided_at = State.DECLINED, clock.now()
    answer.declined_because = text.clean(because)[:300]
    answer.save()
    emails.answer_declined(answer)
    answer_declined.record(answer, by=by, programme_id=answer.announcement.programme_id)
    return answer


@transaction.atomic
def withdraw_answer(answer: Answer, *, by: Account) -> Answer:
    """Take one's own answer back while it waits. A second click changes nothing.

    Raises RuleBroken: "stranger", "accepted", "declined".
    """
    answer = _locked(answer)
    if not gave(by, answer):
        raise RuleBroken(_("Only the organisation that answered can withdraw its answer."), code="stranger")
    if answer.state == State.WITHDRAWN:
        return answer
    _refuse_decided(answer)
    answer.state, answer.decided_at = State.WITHDRAWN, clock.now()
    answer.save()
    answer_withdrawn.record(answer, by=by, programme_id=answer.announcement.programme_id)
    return answer


@transaction.atomic
def note_outcome(answer: Answer, came_of: str, on: dt.date, said: str = "", *, by: Account) -> Answer:
    """Either side says what came of the connection, and on which day (in Warsaw). The last word stands.

    The same again changes nothing. Raises RuleBroken: "stranger", "no_connection", "day" (in the future, or before
    the connection).
    """
    answer = _locked(answer)
    if not may_see(by, answer):
        raise RuleBroken(_("Only the two sides can say what came of it."), code="stranger")
    if not answer.is_connection or answer.decided_at is None:
        raise RuleBroken(_("First the answer has to be accepted."), code="no_connection")
    if not answer.decided_at.astimezone(clock.WARSAW).date() <= on <= clock.today():
        raise RuleBroken(
            _("Choose a day between the acceptance of the answer and today."), code="day", field="on"
        )
    came_of, said = Answer.CameOf(came_of), text.clean(said)[:300]
    if (answer.came_of, answer.came_of_on, answer.came_of_words) == (came_of, on, said):
        return answer
    answer.came_of, answer.came_of_on, answer.came_of_words = came_of, on, said
    answer.save()
    outcome_noted.record(answer, by=by, programme_id=answer.announcement.programme_id, came_of=came_of)
    return answer


def _locked(answer: Answer) -> Answer:
    announcement = lock(answer.announcement)
    answer = lock(answer)
    answer.announcement = announcement
    return answer


def _refuse_decided(answer: Answer) -> None:
    if answer.state == State.ACCEPTED:
        raise RuleBroken(_("This answer was accepted, and you have each other's contact."), code="accepted")
    if answer.state == State.DECLINED:
        raise RuleBroken(_("This answer was declined."), code="declined")
    if answer.state == State.WITHDRAWN:
        raise RuleBroken(_("This answer was withdrawn by those who sent it."), code="withdrawn")


def _refuse_flood(organisation: Organisation) -> None:
    lock_words("cooperation.answers", organisation.pk)
    sent = Answer.objects.filter(organisation=organisation, created_at__gt=clock.now() - DAY).count()
    if sent >= MOST_ANSWERS_A_DAY:
        raise RuleBroken(
            _("Your organisation sent %(most)d answers within a day. Send the next one tomorrow.")
            % {"most": MOST_ANSWERS_A_DAY},
            code="too_many",
        )
