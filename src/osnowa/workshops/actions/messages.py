"""Messages: the coordinator's words and switches, what the clock writes, and letters written once."""

import hashlib
import re

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.workshops import emails
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.models import (
    Cycle,
    Enrolment,
    Letter,
    MessageKind,
    MessageSetting,
    MessageTemplate,
    MessageWritten,
)
from osnowa.workshops.queries import messages as queries
from osnowa.workshops.rules import messages as rules
from osnowa.workshops.rules.message_texts import Words

message_changed = audit.deed("workshops.message_changed", gettext_lazy("changed the words of a message"))
message_switched = audit.deed("workshops.message_switched", gettext_lazy("switched a message on or off"))
messages_written = audit.deed("workshops.messages_written", gettext_lazy("Messages written by the clock"))
letter_written = audit.deed("workshops.letter_written", gettext_lazy("wrote to people of a cycle"))


def checked_words(words: Words, *, english_too: bool) -> Words:
    """The words as they will be kept. `english_too`: English must be there; otherwise both of it or neither.

    Raises RuleBroken with the field: "missing", "too_long", "placeholder" (a word in braces that means nothing).
    """
    tidy = Words(
        text.clean(words.subject_pl),
        _paragraphs(words.text_pl),
        text.clean(words.subject_en),
        _paragraphs(words.text_en),
    )
    wants_english = english_too or bool(tidy.subject_en or tidy.text_en)
    for field in ("subject_pl", "text_pl", "subject_en", "text_en"):
        written = getattr(tidy, field)
        if not written and (field.endswith("pl") or wants_english):
            missing = (
                _("Write the subject.")
                if field.startswith("subject")
                else _("Write the text of the message.")
            )
            raise RuleBroken(missing, code="missing", field=field)
        longest = rules.LONGEST_SUBJECT if field.startswith("subject") else rules.LONGEST_TEXT
        if len(written) > longest:
            said = _("Shorten this to %(limit)d characters, it has %(count)d.")
            raise RuleBroken(said % {"limit": longest, "count": len(written)}, code="too_long", field=field)
        try:
            rules.check(written)
        except rules.UnknownPlaceholder as unknown:
            said = _(
                "We do not know what to put in place of %(word)s. Use one of the words on the list, in braces, or "
                "leave the braces out."
            )
            raise RuleBroken(said % {"word": unknown.word}, code="placeholder", field=field) from None
    return tidy


@transaction.atomic
def write_message(programme: Programme, kind: str, words: Words, *, by: Account | None) -> MessageTemplate:
    """Keep the coordinator's words for a kind of message. Nothing changed, nothing happens.

    Raises RuleBroken as `checked_words`, and ValueError for an unknown kind.
    """
    kind = MessageKind(kind)
    words = checked_words(words, english_too=True)
    row = _locked_template(programme, kind)
    if row.pk and queries.words_of(row, kind) == words:
        return row
    _put(row, words)
    row.changed_at, row.changed_by = clock.now(), by
    row.save()
    message_changed.record(row, by=by, programme_id=programme.pk, kind=kind)
    return row


@transaction.atomic
def switch_message(programme: Programme, kind: str, *, on: bool, by: Account | None) -> MessageTemplate:
    """Send this kind of message in the programme's cycles, or do not. A second click changes nothing."""
    kind = MessageKind(kind)
    row = _locked_template(programme, kind)
    if row.is_on == on:
        return row
    if not row.pk:
        _put(row, queries.words_of(None, kind))
    row.is_on = on
    row.save()
    message_switched.record(row, by=by, programme_id=programme.pk, kind=kind, on=on)
    return row


@transaction.atomic
def switch_message_in_cycle(cycle: Cycle, kind: str, *, on: bool | None, by: Account | None) -> None:
    """Let one cycle do otherwise than its programme; None: as the programme. A second click changes nothing."""
    kind = MessageKind(kind)
    cycle = lock_cycle(cycle)
    before = MessageSetting.objects.filter(cycle=cycle, kind=kind).first()
    if (before.is_on if before else None) == on:
        return
    if on is None:
        MessageSetting.objects.filter(cycle=cycle, kind=kind).delete()
    else:
        MessageSetting.objects.update_or_create(cycle=cycle, kind=kind, defaults={"is_on": on})
    message_switched.record(cycle, by=by, programme_id=cycle.programme_id, kind=kind, on=on)


def write_due_messages(cycle: Cycle) -> int:
    """Write what is due in a cycle, each message once per sign-up, and say how many letters that made.

    Each kind about each session in a transaction of its own: killed in the middle, the rest follows at the next turn.
    """
    return sum(_write(due, by=None) for due in queries.due_in(cycle) if queries.to_write(due).exists())


@transaction.atomic
def _write(due: queries.Due, *, by: Account | None) -> int:
    cycle = lock_cycle(due.session.cycle)
    # asked again under the lock: a session may have moved, a place may be given up
    now_due = next((one for one in queries.due_in(cycle) if one.key == due.key), None)
    if now_due is None:
        return 0
    people = list(queries.to_write(now_due))
    session = now_due.session
    not_after = now_due.closes_at if now_due.kind in rules.AFTER else session.starts_at
    for enrolment in people:
        enrolment.cycle = cycle
        MessageWritten.objects.create(enrolment=enrolment, key=now_due.key)  # unique: the proof of "once"
        emails.message(now_due.words, enrolment, session, kind=now_due.kind, not_after=not_after)
    if people:
        messages_written.record(
            session, by=by, programme_id=cycle.programme_id, kind=now_due.kind, people=len(people)
        )
    return len(people)


@transaction.atomic
def send_letter(cycle: Cycle, to: str, words: Words, *, submission_key: str, by: Account | None) -> Letter:
    """Write once to people of a cycle. The same form sent twice is one letter.

    `to`: as `queries.messages.audience`. Raises RuleBroken as `checked_words`, and "nobody" (field "audience").
    """
    cycle = lock_cycle(cycle)
    key = hashlib.sha256(f"{cycle.pk}\x1f{submission_key}".encode()).hexdigest()[:60]
    sent_before = Letter.objects.filter(submission_key=key).first()
    if sent_before is not None:
        return sent_before
    words = checked_words(words, english_too=False)
    people: list[Enrolment] = queries.audience(cycle, to)
    if not people:
        raise RuleBroken(_("There is nobody there to write to."), code="nobody", field="audience")
    letter = Letter(
        cycle=cycle, submission_key=key, audience=to, people=len(people), sent_at=clock.now(), sent_by=by
    )
    _put(letter, words)
    letter.save()
    session = queries.session_for_words(cycle.sessions.all())
    for enrolment in people:
        enrolment.cycle = cycle
        MessageWritten.objects.create(enrolment=enrolment, key=f"letter:{letter.pk}")
        emails.message(words, enrolment, session)
    letter_written.record(letter, by=by, programme_id=cycle.programme_id, people=len(people))
    return letter


def _paragraphs(written: str) -> str:
    """Each line as it was meant, paragraphs parted by one empty line."""
    lines = [text.clean(line) for line in written.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _locked_template(programme: Programme, kind: MessageKind) -> MessageTemplate:
    lock(programme)
    found = MessageTemplate.objects.filter(programme=programme, kind=kind).first()
    return found or MessageTemplate(programme=programme, kind=kind)


def _put(row: MessageTemplate | Letter, words: Words) -> None:
    row.subject_pl, row.text_pl = words.subject_pl, words.text_pl
    row.subject_en, row.text_en = words.subject_en, words.text_en
