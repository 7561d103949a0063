"""What readers do: ask, confirm, choose, pause, end, come back. Each yes and no leaves a proof (ReaderConsent)."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from osnowa.lib import audit, clock, locks, mail, text
from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import deeds
from osnowa.newsletter.emails import readers as letters
from osnowa.newsletter.models import Delivery, MailingList, Reader, ReaderConsent, Subscription
from osnowa.newsletter.queries.readers import is_suppressed, person_of, reader_of
from osnowa.newsletter.rules import consents
from osnowa.people.actions import withdraw_consent
from osnowa.people.models import Account, Consent, Person

By = Account | str | None
Step, Way = ReaderConsent.Step, ReaderConsent.Way
BETWEEN_LETTERS = dt.timedelta(minutes=10)
MOST_LETTERS_A_DAY = 4
CONFIRM_WITHIN = dt.timedelta(days=7)
UNCONFIRMED_KEPT = dt.timedelta(days=14)
LONGEST_PAUSE = 365  # days


@transaction.atomic
def ask_for_letters(
    *,
    email: str,
    name: str = "",
    lists: Collection[MailingList] = (),
    language: str,
    by: By = audit.PARTICIPANT,
) -> None:
    """Somebody typed an address: write to it, so that its owner confirms. Answers nothing, so nothing can be learned.

    Who reads already gets the link to their own page, and nothing of theirs is changed; a suppressed address gets
    nothing. One address gets a letter every ten minutes and four a day at the most.
    """
    locks.lock_words("newsletter.reader", text.email_key(email))
    if is_suppressed(email):
        return
    reader = reader_of(email)
    if reader is None:
        reader = Reader.objects.create(
            email=email.strip(), name=text.clean(name)[:150], language=language, created_at=clock.now()
        )
    reader = locks.lock(reader)
    if reader.is_confirmed:
        if may_write(reader):
            letters.already_reading(reader)
        return
    if reader.ended_at is not None:  # asks anew: waits for a yes as if for the first time
        reader.ended_at, reader.ended_because, reader.confirmed_at = None, "", None
        reader.save(update_fields=["ended_at", "ended_because", "confirmed_at"])
    put_on_lists(reader, lists)
    if may_write(reader):
        prove(reader, Step.ASKED, Way.FORM, language=language)
        letters.to_confirm(reader)
        deeds.asked.record(reader, by=by)


def may_write(reader: Reader) -> bool:
    """Nobody's mailbox is filled by typing an address again and again."""
    now = clock.now()
    written = mail.mails_about(reader).filter(
        template__in=letters.TO_CONFIRM, created_at__gt=now - dt.timedelta(days=1)
    )
    moments = list(written.values_list("created_at", flat=True)[:MOST_LETTERS_A_DAY])
    return len(moments) < MOST_LETTERS_A_DAY and not (moments and moments[0] > now - BETWEEN_LETTERS)


def prove(
    reader: Reader,
    step: str,
    way: str,
    mailing_list: MailingList | None = None,
    *,
    language: str = "",
    words: str = "",
    version: int = 0,
    happened_at: dt.datetime | None = None,
) -> ReaderConsent:
    """Write one line of proof: when, in which version of the words, by which way."""
    version = version or consents.newest()
    return ReaderConsent.objects.create(
        reader=reader,
        step=step,
        way=way,
        version=version,
        words=(words or consents.words_of(version, language or reader.language))[:1000],
        mailing_list=mailing_list,
        happened_at=happened_at or clock.now(),
    )


def put_on_lists(reader: Reader, lists: Iterable[MailingList]) -> list[MailingList]:
    """Living subscriptions to these lists beside those that there are. Returns the lists that are new."""
    fresh = []
    for mailing_list in lists:
        row, made = Subscription.objects.get_or_create(
            reader=reader, mailing_list=mailing_list, defaults={"since": clock.now()}
        )
        if not made and row.ended_at is None:
            continue
        if not made:
            row.ended_at, row.since = None, clock.now()
            row.save(update_fields=["ended_at", "since"])
        fresh.append(mailing_list)
    return fresh


@transaction.atomic
def confirm_reader(reader: Reader, *, by: By = audit.PARTICIPANT) -> Reader:
    """The owner of the mailbox says yes. A second click changes nothing.

    Raises RuleBroken: "expired" (the letter is older than a week), "ended" (said no meanwhile).
    """
    reader = locks.lock(reader)
    if reader.is_confirmed:
        return reader
    if reader.ended_at is not None:
        raise RuleBroken(_("You unsubscribed meanwhile. You can come back on this page."), code="ended")
    if not link_is_fresh(reader):
        raise RuleBroken(
            _("This link was good for seven days. Leave your address once more, and a new letter comes."),
            code="expired",
        )
    reader.confirmed_at = clock.now()
    reader.person = reader.person or person_of(reader.email)
    reader.save(update_fields=["confirmed_at", "person"])
    prove(reader, Step.CONFIRMED, Way.FORM)
    deeds.confirmed.record(reader, by=by)
    return reader


def link_is_fresh(reader: Reader) -> bool:
    """Is the last letter with the link younger than a week?"""
    asked = reader.consents.filter(step=Step.ASKED).order_by("-happened_at").first()
    return (asked.happened_at if asked else reader.created_at) > clock.now() - CONFIRM_WITHIN


@transaction.atomic
def choose(
    reader: Reader, *, lists: Collection[MailingList], offered: Collection[MailingList], language: str, by: By
) -> Reader:
    """The reader's topics and language. `offered`: what the page showed; other lists are left as they are.

    Raises RuleBroken: "ended"; "none" (field "lists"), where topics were offered and none is ticked.
    """
    reader = locks.lock(reader)
    _refuse_ended(reader)
    wanted = {row.pk for row in lists}
    if offered and not wanted:
        raise RuleBroken(
            _("Tick at least one topic. To end all letters, press “Unsubscribe” below."),
            code="none",
            field="lists",
        )
    now = clock.now()
    left = [row for row in offered if row.pk not in wanted]
    gone = Subscription.objects.filter(reader=reader, mailing_list__in=left, ended_at=None)
    ended = [row.mailing_list for row in gone.select_related("mailing_list")]
    gone.update(ended_at=now)
    fresh = put_on_lists(reader, [row for row in offered if row.pk in wanted])
    for mailing_list in fresh:
        prove(reader, Step.CONFIRMED, Way.OWN_PAGE, mailing_list)
    for mailing_list in ended:
        prove(reader, Step.WITHDRAWN, Way.OWN_PAGE, mailing_list)
    spoken = reader.language != language
    if spoken:
        reader.language = language
        reader.save(update_fields=["language"])
    if fresh or ended or spoken:
        deeds.changed.record(reader, by=by, joined=len(fresh), left=len(ended))
    return reader


@transaction.atomic
def pause_reader(reader: Reader, days: int, *, by: By) -> Reader:
    """No letters for so many days, counted from today. Raises RuleBroken: "days" (field "days"), "ended"."""
    reader = locks.lock(reader)
    _refuse_ended(reader)
    if not 1 <= days <= LONGEST_PAUSE:
        raise RuleBroken(_("Choose between one day and a year."), code="days", field="days")
    until = clock.today() + dt.timedelta(days=days)
    if reader.paused_until != until:
        reader.paused_until = until
        reader.save(update_fields=["paused_until"])
        deeds.paused.record(reader, by=by, days=days)
    return reader


@transaction.atomic
def resume_reader(reader: Reader, *, by: By) -> Reader:
    """Letters from now on. Where nothing is paused, nothing happens."""
    reader = locks.lock(reader)
    if reader.paused_until is not None:
        reader.paused_until = None
        reader.save(update_fields=["paused_until"])
        deeds.resumed.record(reader, by=by)
    return reader


@transaction.atomic
def end_reader(
    reader: Reader, *, because: str = Reader.Ended.OWN, way: str = Way.OWN_PAGE, by: By = audit.PARTICIPANT
) -> Reader:
    """No more letters. What waits in the ledger does not go out. Twice is once.

    A consent to news that the person gave with a sign-up ends as well: one no is enough.
    """
    reader = locks.lock(reader)
    if reader.ended_at is not None:
        return reader
    reader.ended_at, reader.ended_because, reader.paused_until = clock.now(), because, None
    reader.save(update_fields=["ended_at", "ended_because", "paused_until"])
    waiting = Delivery.objects.filter(reader=reader, state=Delivery.State.QUEUED, claimed_until=None)
    waiting.update(state=Delivery.State.LEFT)
    prove(reader, Step.WITHDRAWN, way)
    for person in Person.objects.filter(
        email_key=reader.email_key,
        consents__kind=Consent.Kind.NEWSLETTER,
        consents__withdrawn_at=None,
        erased_at=None,
    ).order_by("pk"):
        withdraw_consent(person, Consent.Kind.NEWSLETTER, by=by)
    deeds.ended.record(reader, by=by, because=str(because))
    return reader


@transaction.atomic
def return_reader(reader: Reader, *, by: By = audit.PARTICIPANT) -> Reader:
    """Who unsubscribed comes back on their own page: the link came to the mailbox, so no letter is needed.

    Raises RuleBroken: "stopped" (letters came back from this address, or were reported).
    """
    reader = locks.lock(reader)
    if reader.ended_at is None:
        return reader
    if is_suppressed(reader.email):
        raise RuleBroken(
            _("Letters to this address came back or were reported. Write to us: we will switch it on again."),
            code="stopped",
        )
    reader.ended_at, reader.ended_because, reader.confirmed_at = None, "", clock.now()
    reader.save(update_fields=["ended_at", "ended_because", "confirmed_at"])
    prove(reader, Step.CONFIRMED, Way.OWN_PAGE)
    deeds.returned.record(reader, by=by)
    return reader


@transaction.atomic
def ask_again(reader: Reader, *, by: Account) -> bool:
    """The team sends the letter to confirm once more. Says whether one was sent (not within ten minutes)."""
    reader = locks.lock(reader)
    if reader.confirmed_at is not None or reader.ended_at is not None or is_suppressed(reader.email):
        return False
    if not may_write(reader):
        return False
    prove(reader, Step.ASKED, Way.TEAM)
    letters.to_confirm(reader)
    deeds.asked_again.record(reader, by=by)
    return True


def _refuse_ended(reader: Reader) -> None:
    if reader.ended_at is not None:
        raise RuleBroken(_("You no longer get letters. Come back first."), code="ended")


@transaction.atomic
def forget_unconfirmed() -> int:
    """Delete who did not confirm within two weeks; who read before and asked anew is ended. Returns how many."""
    before = clock.now() - UNCONFIRMED_KEPT
    late = Reader.objects.filter(confirmed_at=None, ended_at=None, erased_at=None, created_at__lt=before)
    steps = ReaderConsent.objects.filter(reader=OuterRef("pk"))
    late = late.exclude(Exists(steps.filter(step=Step.ASKED, happened_at__gte=before)))
    known = Exists(steps.filter(step=Step.CONFIRMED)) | Exists(Delivery.objects.filter(reader=OuterRef("pk")))
    kept = list(late.filter(known).values_list("pk", flat=True))
    Reader.objects.filter(pk__in=kept).update(
        ended_at=clock.now(), ended_because=Reader.Ended.UNCONFIRMED, paused_until=None
    )
    gone = list(late.exclude(pk__in=kept).values_list("pk", flat=True))
    mail.forget_about(Reader, gone)
    Reader.objects.filter(pk__in=gone).delete()
    return len(gone) + len(kept)
