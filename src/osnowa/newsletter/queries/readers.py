"""Reading readers: who gets letters now, who waits, who went; what one reader chose."""

import hashlib
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from osnowa.lib import clock, text
from osnowa.newsletter.models import Issue, MailingList, Reader, Segment, Subscription, Suppression
from osnowa.newsletter.queries.segments import narrowed
from osnowa.people.models import Person
from osnowa.programme.models import Programme

WAITING, ACTIVE, PAUSED, ENDED, STOPPED = "waiting", "active", "paused", "ended", "stopped"
STATES = (ACTIVE, WAITING, PAUSED, STOPPED, ENDED)


def digest_of(address: str) -> str:
    """What stays of an address that must get nothing, also after erasure."""
    return hashlib.sha256(text.email_key(address).encode()).hexdigest()


def is_suppressed(address: str) -> bool:
    return Suppression.objects.filter(digest=digest_of(address), lifted_at=None).exists()


def _stopped() -> Exists:
    return Exists(Suppression.objects.filter(email_key=OuterRef("email_key"), lifted_at=None))


def _pauses() -> Q:
    return Q(paused_until__gt=clock.today())


def confirmed_readers() -> QuerySet[Reader]:
    """Who said yes twice and wants letters today: not ended, not paused, address not stopped."""
    readers = Reader.objects.filter(confirmed_at__isnull=False, ended_at=None, erased_at=None)
    return readers.exclude(_pauses()).exclude(_stopped())


def addressees(chosen: Segment | MailingList | None = None) -> QuerySet[Reader]:
    """Who gets a letter sent now: the readers of a list, of a segment, or (None) all confirmed ones. One query.

    Two readers never share an address, so nobody gets one letter twice. A segment of a programme means readers of
    that programme only (`of_programme`).
    """
    readers = confirmed_readers()
    if isinstance(chosen, MailingList):
        return on_list(readers, chosen)
    if chosen is None:
        return readers
    own = readers if chosen.programme_id is None else of_programme(readers, chosen.programme_id)
    return narrowed(own, chosen.filter)


def addressees_of(issue: Issue) -> QuerySet[Reader]:
    """Who would get the issue now. Everybody means everybody whom its programme may write to. One query."""
    chosen = issue.segment or issue.mailing_list
    if chosen is None and issue.programme_id is not None:
        return of_programme(confirmed_readers(), issue.programme_id)
    return addressees(chosen)


def of_programme(readers: QuerySet[Reader], programme_id: int) -> QuerySet[Reader]:
    """Those whom a programme may write to: on a list of its own or of no programme, or on no list at all.

    Who chose lists of other programmes only is none of its business.
    """
    rows = Subscription.objects.filter(reader=OuterRef("pk"))
    own = rows.filter(Q(mailing_list__programme=programme_id) | Q(mailing_list__programme=None))
    return readers.filter(Exists(own) | ~Exists(rows))


def on_list(readers: QuerySet[Reader], mailing_list: MailingList) -> QuerySet[Reader]:
    """Those of them who are on the list."""
    rows = Subscription.objects.filter(reader=OuterRef("pk"), mailing_list=mailing_list, ended_at=None)
    return readers.filter(Exists(rows))


def in_state(readers: QuerySet[Reader], state: str) -> QuerySet[Reader]:
    """Those of them in one of STATES. Each living reader is in exactly one; an unknown word gives all."""
    if state == WAITING:
        return readers.filter(confirmed_at=None, ended_at=None).exclude(_stopped())
    if state == ENDED:
        return readers.filter(ended_at__isnull=False)
    if state == STOPPED:
        return readers.filter(_stopped(), ended_at=None)
    if state in (ACTIVE, PAUSED):
        living = readers.filter(confirmed_at__isnull=False, ended_at=None).exclude(_stopped())
        return living.filter(_pauses()) if state == PAUSED else living.exclude(_pauses())
    return readers


def readers_found(
    programme: Programme, words: str = "", *, state: str = "", mailing_list: MailingList | None = None
) -> QuerySet[Reader]:
    """The list for the team, erased ones left out. Finds a piece of an address in any case."""
    found = of_programme(Reader.objects.filter(erased_at=None), programme.pk)
    key = text.email_key(words)
    if key:
        found = found.filter(email_key__contains=key)
    if mailing_list is not None:
        found = on_list(found, mailing_list)
    return in_state(found, state).annotate(is_stopped=_stopped())


def with_lists(readers: QuerySet[Reader]) -> QuerySet[Reader]:
    """Adds `lists_now`, the living subscriptions with their lists, in one more query."""
    rows = Subscription.objects.filter(ended_at=None).select_related("mailing_list")
    return readers.prefetch_related(
        Prefetch("subscriptions", queryset=rows.order_by("mailing_list__position"), to_attr="lists_now")
    )


def state_of(reader: Reader, *, is_stopped: bool) -> str:
    """One of STATES."""
    if reader.ended_at is not None:
        return ENDED
    if is_stopped:
        return STOPPED
    if reader.confirmed_at is None:
        return WAITING
    is_paused = reader.paused_until is not None and reader.paused_until > clock.today()
    return PAUSED if is_paused else ACTIVE


def numbers(programme: Programme) -> dict[str, int]:
    """How many of the programme's readers are in each of STATES. One query."""
    living = Q(ended_at=None)
    stopped = living & Q(is_stopped=True)
    going = living & Q(is_stopped=False)
    found: dict[str, int] = (
        of_programme(Reader.objects.filter(erased_at=None), programme.pk)
        .order_by()
        .annotate(is_stopped=_stopped())
        .aggregate(
            active=Count("pk", filter=going & Q(confirmed_at__isnull=False) & ~_pauses()),
            waiting=Count("pk", filter=going & Q(confirmed_at=None)),
            paused=Count("pk", filter=going & Q(confirmed_at__isnull=False) & _pauses()),
            stopped=Count("pk", filter=stopped),
            ended=Count("pk", filter=Q(ended_at__isnull=False)),
        )
    )
    return found


def reader_by_token(token: str) -> Reader | None:
    """Whose own page the link opens; None for nobody's or an erased one's."""
    return Reader.objects.filter(token=token, erased_at=None).first()


def reader_of(address: str) -> Reader | None:
    return Reader.objects.filter(email_key=text.email_key(address)).first() if address else None


def lists_of(reader: Reader) -> set[int]:
    """Ids of the lists that the reader is on."""
    return set(
        Subscription.objects.filter(reader=reader, ended_at=None).values_list("mailing_list", flat=True)
    )


def lists_to_choose(reader: Reader | None = None) -> QuerySet[MailingList]:
    """What a reader may tick: open public lists of no programme or of a published one, and those that they are on."""
    public = Q(is_public=True) & (Q(programme=None) | Q(programme__is_public=True))
    own = Q(pk__in=lists_of(reader)) if reader is not None else Q(pk__in=[])
    return MailingList.objects.filter(public | own, closed_at=None).select_related("programme")


def lists_for(programme: Programme) -> QuerySet[MailingList]:
    """Lists that the programme's team looks after: its own, and those of no programme."""
    return MailingList.objects.filter(Q(programme=programme) | Q(programme=None))


@dataclass(frozen=True)
class ListRow:
    """A list with how many get its letters now (`reached`) and how many more are on it (paused, waiting)."""

    mailing_list: MailingList
    reached: int
    on_it: int


def list_rows(programme: Programme) -> list[ListRow]:
    """The lists of `lists_for`, closed ones last. Two queries."""
    reached = dict(
        Subscription.objects.filter(ended_at=None, reader__in=addressees())
        .values_list("mailing_list")
        .annotate(Count("pk"))
    )
    living = Q(subscriptions__ended_at=None, subscriptions__reader__ended_at=None)
    lists = lists_for(programme).annotate(on_it=Count("subscriptions", filter=living))
    rows = [ListRow(row, reached.get(row.pk, 0), row.on_it) for row in lists.order_by("position", "pk")]
    return sorted(rows, key=lambda row: row.mailing_list.closed_at is not None)


def person_of(address: str) -> Person | None:
    """The person behind an address where it is exactly one; NGOs share mailboxes."""
    found = list(Person.objects.filter(email_key=text.email_key(address), erased_at=None)[:2])
    return found[0] if len(found) == 1 else None


def suppressions(programme: Programme, words: str = "") -> QuerySet[Suppression]:
    """Addresses of the programme's readers that get nothing, newest first, and those that are nobody's.

    Those of erased people cannot be shown and are left out.
    """
    others = Reader.objects.exclude(pk__in=of_programme(Reader.objects.all(), programme.pk).values("pk"))
    found = Suppression.objects.filter(lifted_at=None).exclude(email_key="")
    found = found.exclude(email_key__in=others.values("email_key"))
    return found.filter(email_key__contains=text.email_key(words)) if words.strip() else found
