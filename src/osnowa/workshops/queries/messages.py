"""Reading messages: their words, where they are on, what is due for whom, what was written to a person."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from osnowa.lib import clock, mail
from osnowa.lib.models import OutgoingMail
from osnowa.programme.models import Programme
from osnowa.workshops.models import (
    Attendance,
    Cycle,
    Enrolment,
    MessageKind,
    MessageSetting,
    MessageTemplate,
    MessageWritten,
    Session,
)
from osnowa.workshops.queries.reserve import reserve_in_order
from osnowa.workshops.rules import messages as rules
from osnowa.workshops.rules.message_texts import USUAL, Words

State = Enrolment.State
SOON = dt.timedelta(days=8)  # no window opens earlier before a session,
MOST_TO_SHOW = 60
LATELY = dt.timedelta(days=8)  # or closes later after it


@dataclass(frozen=True)
class Rule:
    """One kind of message in a programme or a cycle.

    `is_on`: is it sent here. `is_own`: the cycle does otherwise than its programme or says so itself.
    `is_written`: the coordinator has put the words into their own; otherwise they are the house's.
    """

    kind: MessageKind
    words: Words
    is_on: bool
    is_own: bool = False
    is_written: bool = False


def words_of(template: MessageTemplate | None, kind: str) -> Words:
    if template is None:
        return USUAL[kind]
    return Words(template.subject_pl, template.text_pl, template.subject_en, template.text_en)


def rules_of_programme(programme: Programme) -> list[Rule]:
    """Every kind of message in its order, with its words. One query."""
    rows = {row.kind: row for row in MessageTemplate.objects.filter(programme=programme)}
    return [
        Rule(
            kind,
            words_of(rows.get(kind), kind),
            is_on=kind in rows and rows[kind].is_on,
            is_written=kind in rows and words_of(rows[kind], kind) != USUAL[kind],
        )
        for kind in MessageKind
    ]


def rules_of_cycle(cycle: Cycle) -> list[Rule]:
    """The same for one cycle: its own setting goes before the programme's. Two queries."""
    own = dict(MessageSetting.objects.filter(cycle=cycle).values_list("kind", "is_on"))
    return [
        Rule(rule.kind, rule.words, own.get(rule.kind, rule.is_on), rule.kind in own, rule.is_written)
        for rule in rules_of_programme(cycle.programme)
    ]


@dataclass(frozen=True)
class Due:
    """A message about a session whose time has come. `closes_at`: from then on it is not written any more."""

    session: Session
    kind: MessageKind
    words: Words
    closes_at: dt.datetime

    @property
    def key(self) -> str:
        held_on = self.session.starts_at.astimezone(clock.WARSAW).date()
        return rules.ledger_key(self.kind, self.session.pk, held_on)


def cycles_with_sessions_near() -> QuerySet[Cycle]:
    """Published cycles where the time of some message may have come. One query."""
    now = clock.now()
    near = Session.objects.filter(starts_at__lt=now + SOON, ends_at__gt=now - LATELY)
    return (
        Cycle.objects.filter(Exists(near.filter(cycle=OuterRef("pk"))), is_published=True)
        .select_related("programme__operator")
        .order_by("pk")
    )


def due_in(cycle: Cycle) -> list[Due]:
    """What is due in the cycle now, whether or not it was written already. Three queries at most."""
    on = [rule for rule in rules_of_cycle(cycle) if rule.is_on]
    if not on:
        return []
    now = clock.now()
    sessions = list(cycle.sessions.all())
    found = []
    for rule in on:
        asked = sessions[:1] if rule.kind == MessageKind.CONFIRM else sessions
        for session in asked:
            if rule.kind in (MessageKind.AFTER, MessageKind.MISSED) and session.closed_at is None:
                continue  # nobody knows yet who came
            window = rules.window(rule.kind, session.starts_at, session.ends_at, clock.WARSAW)
            if window.is_open(now):
                session.cycle = cycle
                found.append(Due(session, rule.kind, rule.words, window.closes_at))
    return found


def to_write(due: Due) -> QuerySet[Enrolment]:
    """Whom this message is for and who has not got it, each with its person. Nobody erased, nobody without address.

    Somebody who got the place after the message was due has just had all dates in another letter.
    """
    window = rules.window(due.kind, due.session.starts_at, due.session.ends_at, clock.WARSAW)
    rows = _with_address(due.session.cycle).filter(state=State.PLACED)
    if due.kind == MessageKind.AFTER:
        rows = rows.filter(pk__in=_marked(due.session, Attendance.CAME))
    elif due.kind == MessageKind.MISSED:
        rows = rows.filter(pk__in=_marked(due.session, (Attendance.Mark.ABSENT,)))
    elif due.kind == MessageKind.HOURS_BEFORE:
        pass  # whoever got the place in the last hours needs it most
    else:
        rows = rows.filter(Q(placed_at__isnull=True) | Q(placed_at__lte=window.opens_at))
    if due.kind == MessageKind.CONFIRM:
        rows = rows.filter(reconfirmed_at__isnull=True)
    written = MessageWritten.objects.filter(enrolment=OuterRef("pk"), key=due.key)
    return rows.filter(~Exists(written))


def audience(cycle: Cycle, to: str) -> list[Enrolment]:
    """Whom a letter written once is for. `to`: "placed", "reserve", "missed:3" (session number), "person:12" (number of
    a sign-up). An unknown one is nobody. Nobody erased, nobody without an address.
    """
    kind, _colon, number = to.partition(":")
    rows = _with_address(cycle)
    if kind == "placed":
        return list(rows.filter(state=State.PLACED))
    if kind == "reserve":
        return [one for one in reserve_in_order(cycle) if one.person.email and one.person.erased_at is None]
    if kind == "missed" and number.isdecimal():
        session = Session.objects.filter(cycle=cycle, number=int(number), closed_at__isnull=False).first()
        missed = _marked(session, (Attendance.Mark.ABSENT,)) if session else []
        return list(rows.filter(pk__in=missed, state=State.PLACED))
    if kind == "person" and number.isdecimal():
        return list(rows.filter(number=int(number)).exclude(state=State.CANCELLED))
    return []


def _with_address(cycle: Cycle) -> QuerySet[Enrolment]:
    return (
        Enrolment.objects.filter(cycle=cycle, person__erased_at__isnull=True)
        .exclude(person__email="")
        .select_related("person")
        .order_by("number")
    )


def _marked(session: Session, marks: Iterable[str]) -> Any:
    return Attendance.objects.filter(session=session, mark__in=list(marks)).values("enrolment")


def session_for_words(sessions: Iterable[Session]) -> Session | None:
    """Which session the words of a letter mean: the next one, after the last one that."""
    rows = list(sessions)
    now = clock.now()
    return next((one for one in rows if one.ends_at > now), rows[-1] if rows else None)


def asks_to_confirm(enrolment: Enrolment, sessions: list[Session], now: dt.datetime) -> bool:
    """Does the own page ask "are you coming?": after the letter that asks, until the answer or the first session."""
    if enrolment.state != State.PLACED or enrolment.reconfirmed_at is not None:
        return False
    if not sessions:
        return False
    first = sessions[0]
    asked_from = rules.window(MessageKind.CONFIRM, first.starts_at, first.ends_at, clock.WARSAW).opens_at
    if not asked_from <= now < first.starts_at:  # a query less on the page that most people open
        return False
    return MessageWritten.objects.filter(enrolment=enrolment, key=MessageKind.CONFIRM).exists()


def people_to_show(programme: Programme) -> list[Enrolment]:
    """On whose sign-up a message can be previewed: the newest that stand, with cycle and person. One query."""
    rows = (
        Enrolment.objects.filter(
            cycle__programme=programme,
            state__in=[State.PLACED, State.RESERVE],
            person__erased_at__isnull=True,
        )
        .select_related("cycle", "person")
        .order_by("-created_at", "-pk")[:MOST_TO_SHOW]
    )
    found = list(rows)
    for row in found:
        row.cycle.programme = programme
    return found


def people_of(cycle: Cycle) -> list[Enrolment]:
    """Everybody who stands in a cycle and has an address, by name."""
    rows = _with_address(cycle).filter(state__in=[State.PLACED, State.RESERVE])
    found = list(rows.order_by("person__sort_key", "number"))
    for row in found:
        row.cycle = cycle
    return found


def letters_to(enrolment: Enrolment) -> QuerySet[OutgoingMail]:
    """Every letter about this sign-up, newest first: subject, when, and how far it got."""
    return mail.mails_about(enrolment).defer("text", "html", "attachments")
