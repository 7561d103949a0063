"""A mentor writes down a consultation; the organisation, never the mentor, says that it was so.

The mentor's account is locked first: the hours of one day are added up under that lock.
"""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import person_of
from osnowa.people.models import Account, Organisation
from osnowa.people.permissions import speaks_for
from osnowa.programme.models import Programme
from osnowa.programme.permissions import has_role, is_coordinator
from osnowa.support import emails
from osnowa.support.models import Adoption, Consultation
from osnowa.support.permissions import can_log_consultations, is_author
from osnowa.support.queries import who_may_confirm
from osnowa.support.rules import hours
from osnowa.ui import words

State = Consultation.State
REMIND_AFTER = dt.timedelta(days=3)

consultation_logged = audit.deed("support.consultation_logged", gettext_lazy("wrote down a consultation"))
consultation_corrected = audit.deed(
    "support.consultation_corrected", gettext_lazy("corrected a consultation")
)
consultation_withdrawn = audit.deed("support.consultation_withdrawn", gettext_lazy("withdrew a consultation"))
consultation_confirmed = audit.deed(
    "support.consultation_confirmed", gettext_lazy("confirmed a consultation")
)
consultation_reminded = audit.deed(
    "support.consultation_reminded", gettext_lazy("reminded an organisation of a consultation")
)
consultation_disputed = audit.deed("support.consultation_disputed", gettext_lazy("disputed a consultation"))


@transaction.atomic
def log_consultation(
    programme: Programme,
    organisation: Organisation,
    *,
    held_on: dt.date,
    minutes: int,
    form: str,
    topic: str,
    agreed: str = "",
    adoption: Adoption | None = None,
    submission_key: uuid.UUID | None = None,
    by: Account,
) -> Consultation:
    """Write down a consultation of the mentor `by`; the organisation's members are asked by mail to confirm it.

    `minutes`: in quarters of an hour. `submission_key`: of the form; the same form sent twice is one consultation.
    Raises RuleBroken: "mentor", "future", "too_early", "minutes", "too_long" (twelve hours a day for one mentor),
    "topic", "adoption" (of another organisation), "merged".
    """
    mentor = locks.lock(by)
    if submission_key is not None:
        sent_before = Consultation.objects.filter(submission_key=submission_key, mentor=mentor).first()
        if sent_before is not None:
            return sent_before
    if not can_log_consultations(mentor, programme):
        raise RuleBroken(_("Only mentors of the programme write down consultations."), code="mentor")
    if organisation.merged_into_id is not None:
        raise RuleBroken(
            _("This entry was merged into another one. Choose that one."), code="merged", field="organisation"
        )
    facts = _checked(programme, organisation, mentor, None, held_on, minutes, form, topic, agreed, adoption)
    consultation = Consultation.objects.create(
        programme=programme,
        organisation=organisation,
        mentor=mentor,
        person=person_of(mentor, by=by),
        submission_key=submission_key or uuid.uuid4(),
        created_at=clock.now(),
        **facts,
    )
    consultation_logged.record(consultation, by=by, programme_id=programme.pk, minutes=minutes)
    emails.consultation_waiting(consultation)
    return consultation


@transaction.atomic
def correct_consultation(
    consultation: Consultation,
    *,
    held_on: dt.date,
    minutes: int,
    form: str,
    topic: str,
    agreed: str = "",
    adoption: Adoption | None = None,
    by: Account,
) -> Consultation:
    """Correct what was written, as long as nobody confirmed it; the organisation is asked again.

    The same words again change nothing. Raises RuleBroken: "settled", "mentor" (another one's), and as
    `log_consultation`.
    """
    mentor = locks.lock(by)
    consultation = locks.lock(consultation)
    _refuse_settled(consultation)
    _refuse_other_mentor(consultation, mentor)
    facts = _checked(
        consultation.programme,
        consultation.organisation,
        mentor,
        consultation,
        held_on,
        minutes,
        form,
        topic,
        agreed,
        adoption,
    )
    changed = {name: value for name, value in facts.items() if getattr(consultation, name) != value}
    if not changed:
        return consultation
    history = {
        name: [_plain(getattr(consultation, name)), _plain(value)]
        for name, value in changed.items()
        if name in ("held_on", "minutes", "form")
    }
    for name, value in changed.items():
        setattr(consultation, name, value)
    consultation.version += 1
    consultation.state = State.WAITING
    consultation.objection = ""
    consultation.settled_at = consultation.settled_by = None
    consultation.save()
    consultation_corrected.record(
        consultation, by=by, programme_id=consultation.programme_id, fields=sorted(changed), values=history
    )
    emails.consultation_waiting(consultation)
    return consultation


@transaction.atomic
def withdraw_consultation(consultation: Consultation, *, by: Account) -> Consultation:
    """Take back what should not have been written down. It stays in the list and never counts. Twice is once.

    Raises RuleBroken: "settled" (confirmed already), "mentor".
    """
    consultation = locks.lock(consultation)
    _refuse_other_mentor(consultation, by)
    if consultation.state == State.WITHDRAWN:
        return consultation
    _refuse_settled(consultation)
    consultation.state = State.WITHDRAWN
    consultation.save(update_fields=["state"])
    consultation_withdrawn.record(consultation, by=by, programme_id=consultation.programme_id)
    return consultation


@transaction.atomic
def remind_of_consultation(consultation: Consultation, *, by: Account) -> Consultation:
    """The coordinator asks the organisation once more to confirm; those who may confirm get the letter again.

    Again within three days changes nothing and sends nothing. Raises RuleBroken: "coordinator", "not_waiting",
    "nobody" (nobody acts for the organisation).
    """
    consultation = locks.lock(consultation)
    if not is_coordinator(by, consultation.programme):
        raise RuleBroken(_("Only coordinators of the programme send reminders."), code="coordinator")
    if consultation.state != State.WAITING:
        raise RuleBroken(_("This consultation does not wait for its organisation."), code="not_waiting")
    moment = clock.now()
    if consultation.reminded_at is not None and moment < consultation.reminded_at + REMIND_AFTER:
        return consultation
    if not who_may_confirm(consultation).exists():
        raise RuleBroken(_("Nobody can confirm it yet, so there is nobody to write to."), code="nobody")
    consultation.reminded_at = moment
    consultation.save(update_fields=["reminded_at"])
    consultation_reminded.record(consultation, by=by, programme_id=consultation.programme_id)
    emails.consultation_waiting(consultation)
    return consultation


@transaction.atomic
def confirm_consultation(
    consultation: Consultation, *, version: int | None = None, by: Account
) -> Consultation:
    """The organisation says that it was so; from now on it counts and nobody corrects it. Twice is once.

    `version`: the one that was read. Raises RuleBroken: "own", "stranger", "changed", "withdrawn".
    """
    consultation = locks.lock(consultation)
    _refuse_voice(consultation, by)
    if consultation.state == State.CONFIRMED:
        return consultation
    _refuse_unread(consultation, version)
    _settle(consultation, State.CONFIRMED, "", by=by)
    consultation_confirmed.record(
        consultation, by=by, programme_id=consultation.programme_id, version=consultation.version
    )
    return consultation


@transaction.atomic
def dispute_consultation(
    consultation: Consultation, objection: str, *, version: int | None = None, by: Account
) -> Consultation:
    """The organisation says that it was not so, and how it was. The mentor gets a letter. The same again is one.

    Raises RuleBroken: "own", "stranger", "changed", "withdrawn", "settled" (confirmed already), "objection".
    """
    consultation = locks.lock(consultation)
    _refuse_voice(consultation, by)
    objection = text.clean(objection)[:300].strip()
    if (consultation.state, consultation.objection) == (State.DISPUTED, objection):
        return consultation
    if consultation.state == State.CONFIRMED:
        _refuse_settled(consultation)
    _refuse_unread(consultation, version)
    if not objection:
        raise RuleBroken(
            _("Write what is wrong: the day, the hours, the topic?"), code="objection", field="objection"
        )
    _settle(consultation, State.DISPUTED, objection, by=by)
    consultation_disputed.record(consultation, by=by, programme_id=consultation.programme_id)
    emails.consultation_disputed(consultation)
    return consultation


def _settle(consultation: Consultation, state: str, objection: str, *, by: Account) -> None:
    consultation.state = state
    consultation.objection = objection
    consultation.settled_at, consultation.settled_by = clock.now(), by
    consultation.save(update_fields=["state", "objection", "settled_at", "settled_by"])


def _refuse_voice(consultation: Consultation, by: Account) -> None:
    if is_author(by, consultation):
        raise RuleBroken(
            _("You wrote this consultation down, so somebody else of the organisation has to confirm it."),
            code="own",
        )
    if not speaks_for(by, consultation.organisation):
        raise RuleBroken(_("Only confirmed members of the organisation may say so."), code="stranger")


def _refuse_unread(consultation: Consultation, version: int | None) -> None:
    if consultation.state == State.WITHDRAWN:
        raise RuleBroken(_("The mentor has withdrawn this consultation."), code="withdrawn")
    if version is not None and version != consultation.version:
        raise RuleBroken(
            _("The mentor corrected this consultation meanwhile. Read it once more, then answer."),
            code="changed",
        )


def _refuse_settled(consultation: Consultation) -> None:
    if consultation.state == State.WITHDRAWN:
        raise RuleBroken(_("This consultation was withdrawn. Write down a new one."), code="settled")
    if consultation.state == State.CONFIRMED and consultation.settled_at is not None:
        raise RuleBroken(
            _("The organisation confirmed this on %(day)s, so it stands as it is.")
            % {"day": words.short_date(consultation.settled_at)},
            code="settled",
        )


def _refuse_other_mentor(consultation: Consultation, by: Account) -> None:
    if consultation.mentor_id != by.pk or not has_role(by, consultation.programme, "mentor"):
        raise RuleBroken(_("Only the mentor who wrote it down may change it."), code="mentor")


def _checked(  # noqa: PLR0917  one look at everything that was typed
    programme: Programme,
    organisation: Organisation,
    mentor: Account,
    own: Consultation | None,
    held_on: dt.date,
    minutes: int,
    form: str,
    topic: str,
    agreed: str,
    adoption: Adoption | None,
) -> dict[str, Any]:
    topic, agreed = text.clean(topic)[:200].strip(), text.clean_lines(agreed)[:2000].strip()
    if held_on > clock.today():
        raise RuleBroken(
            _("This day is still to come. Write it down when it has happened."),
            code="future",
            field="held_on",
        )
    if held_on < programme.starts_on:
        raise RuleBroken(
            _("The programme began on %(day)s. Choose this day or a later one.")
            % {"day": words.short_date(programme.starts_on)},
            code="too_early",
            field="held_on",
        )
    if not hours.is_in_quarters(minutes):
        raise RuleBroken(_("Choose how long it took."), code="minutes", field="minutes")
    if not topic:
        raise RuleBroken(_("Write what it was about."), code="topic", field="topic")
    if adoption is not None and (
        adoption.organisation_id != organisation.pk or adoption.programme_id != programme.pk
    ):
        raise RuleBroken(
            _("This tool belongs to another organisation. Choose one of its tools, or none."),
            code="adoption",
            field="adoption",
        )
    others = Consultation.objects.filter(mentor=mentor, held_on=held_on).exclude(state=State.WITHDRAWN)
    if own is not None:
        others = others.exclude(pk=own.pk)
    sum_of_others = others.aggregate(minutes=Sum("minutes"))["minutes"] or 0
    if not hours.fits(minutes, sum_of_others, hours.LONGEST_ADVISED):
        raise RuleBroken(
            _("On that day you already have %(hours)s h of consultations. Twelve hours a day is the most.")
            % {"hours": words.decimal(hours.as_hours(sum_of_others), 2)},
            code="too_long",
            field="minutes",
        )
    return {
        "held_on": held_on,
        "minutes": minutes,
        "form": Consultation.Form(form).value,
        "topic": topic,
        "agreed": agreed,
        "adoption": adoption,
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
