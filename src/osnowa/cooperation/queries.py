"""What is read of cooperation: the board, what concerns one account, the team's list."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.cooperation.models import Announcement, Answer
from osnowa.cooperation.rules import FOUND_AS, TOLD_BEFORE
from osnowa.lib import clock, search, text
from osnowa.people.models import Account, Membership, Organisation, Person
from osnowa.people.permissions import organisations_of
from osnowa.people.rules.affairs import Affair
from osnowa.people.rules.path import PathStep
from osnowa.programme.models import Programme
from osnowa.programme.queries import public_programmes

State = Announcement.State
A_MONTH = dt.timedelta(days=30)  # so long a decision about one's own answer is told
MOST = 50


def running_programmes() -> list[Programme]:
    """Public programmes that last today: what is announced now counts for one of them."""
    today = clock.today()
    return list(public_programmes().filter(starts_on__lte=today, ends_on__gte=today))


def on_board(kind: str = "", topic: str = "", words: str = "") -> QuerySet[Announcement]:
    """What hangs on the public board today, newest first. Case and Polish letters of `words` do not count."""
    found = Announcement.objects.filter(state=State.OPEN, valid_until__gte=clock.today())
    if kind:
        found = found.filter(kind=kind)
    if topic:
        found = found.filter(topic=topic)
    for word in text.fold(words).split():
        found = found.filter(Q(search_key__contains=word) | Q(organisation__name_key__contains=word))
    return found.select_related("organisation")


def entry_of(announcement: Announcement) -> search.Entry | None:
    """As readers find it; None where it does not hang on the board."""
    if not announcement.is_on_board:
        return None
    return search.Entry(
        FOUND_AS,
        announcement.pk,
        announcement.title,
        f"{announcement.text}\n{announcement.organisation.name}",
        reverse("cooperation:announcement", args=[announcement.pk]),
        {"programme": (search.ALL,)},
    )


def entries() -> Iterator[search.Entry]:
    """Everything on the board, as readers find it."""
    for announcement in on_board().order_by("pk"):
        if found := entry_of(announcement):
            yield found


def latest_announcements(limit: int) -> list[Announcement]:
    """The newest on the board, with their organisations: one query."""
    return list(on_board()[:limit])


def announcements_for_readers() -> QuerySet[Announcement]:
    """What anybody may open by its address: the board, and what left it; nothing hidden, nothing of erased authors."""
    return Announcement.objects.exclude(state=State.HIDDEN).exclude(title="").select_related("organisation")


def announcements_of(account: Any) -> QuerySet[Announcement]:
    """Announcements of the organisations that this account speaks for, with the number of answers that wait."""
    return (
        Announcement.objects.filter(organisation_id__in=organisations_of(account))
        .select_related("organisation", "programme")
        .annotate(
            waiting=Count("answers", filter=Q(answers__state=Answer.State.WAITING)),
            connected=Count("answers", filter=Q(answers__state=Answer.State.ACCEPTED)),
        )
        .order_by("-created_at", "-id")
    )


def _answers() -> QuerySet[Answer]:
    return Answer.objects.select_related(
        "organisation", "person", "contact", "announcement__organisation", "announcement__programme"
    )


def answers_received(account: Any) -> QuerySet[Answer]:
    """Answers that wait for a decision of this account's organisations, the oldest first."""
    return _answers().filter(_received(organisations_of(account))).order_by("created_at", "id")


def _received(mine: frozenset[int]) -> Q:
    return Q(announcement__organisation_id__in=mine, state=Answer.State.WAITING)


def answers_given(account: Any) -> QuerySet[Answer]:
    """Answers of this account's organisations that became no connection (yet)."""
    return (
        _answers().filter(organisation_id__in=organisations_of(account)).exclude(state=Answer.State.ACCEPTED)
    )


def connections_of(account: Any) -> QuerySet[Answer]:
    """Connections on either side, the newest first."""
    mine = organisations_of(account)
    return (
        _answers()
        .filter(Q(organisation_id__in=mine) | Q(announcement__organisation_id__in=mine))
        .filter(state=Answer.State.ACCEPTED)
        .order_by("-decided_at", "-id")
    )


def answers_seen_by(account: Any) -> QuerySet[Answer]:
    """Every answer of which this account's organisations are one of the two sides."""
    mine = organisations_of(account)
    return _answers().filter(Q(organisation_id__in=mine) | Q(announcement__organisation_id__in=mine))


def organisations_named(account: Any) -> list[Organisation]:
    """The organisations that this account may write for, by name."""
    return list(
        Organisation.objects.filter(pk__in=organisations_of(account), merged_into=None).order_by("sort_key")
    )


def speakers_of(organisation_id: int, first: Person) -> list[Person]:
    """Who is written to: the person concerned while a member, else everybody who speaks for the organisation."""
    members = [
        membership.person
        for membership in Membership.objects.filter(
            organisation_id=organisation_id, confirmed_at__isnull=False, person__erased_at__isnull=True
        )
        .select_related("person__account")
        .order_by("id")
    ]
    return [person for person in members if person.pk == first.pk] or members


def due_to_tell() -> QuerySet[Announcement]:
    """Announcements that leave the board within a week and whose authors were not told about this last day yet."""
    today = clock.today()
    return (
        Announcement.objects.filter(
            state=State.OPEN, valid_until__gte=today, valid_until__lte=today + TOLD_BEFORE
        )
        .exclude(told_for=F("valid_until"))
        .select_related("organisation", "author")
        .order_by("id")
    )


def announcements_moderated(programme: Programme) -> QuerySet[Announcement]:
    """What the programme's team looks after: its own announcements, and those made while no programme was running."""
    return (
        Announcement.objects.filter(Q(programme=programme) | Q(programme=None))
        .select_related("organisation", "programme")
        .annotate(
            waiting=Count("answers", filter=Q(answers__state=Answer.State.WAITING)),
            connected=Count("answers", filter=Q(answers__state=Answer.State.ACCEPTED)),
        )
        .order_by("-created_at", "-id")
    )


@dataclass(frozen=True)
class BoardFigures:
    on_board: int
    waiting: int
    connections: int
    came_to_something: int


def board_figures(programme: Programme) -> BoardFigures:
    """How the board stands in this programme, in two queries."""
    answers = Answer.objects.filter(announcement__programme=programme).aggregate(
        waiting=Count("pk", filter=Q(state=Answer.State.WAITING)),
        connections=Count("pk", filter=Q(state=Answer.State.ACCEPTED)),
        came=Count(
            "pk",
            filter=Q(state=Answer.State.ACCEPTED)
            & ~Q(came_of__in=("", Answer.CameOf.NOTHING_YET, Answer.CameOf.NOTHING)),
        ),
    )
    return BoardFigures(
        on_board=on_board().filter(programme=programme).count(),
        waiting=answers["waiting"],
        connections=answers["connections"],
        came_to_something=answers["came"],
    )


def path_steps(organisation: Organisation) -> list[PathStep]:
    """What the organisation announced, and whom it met, by date. Two queries."""
    announced = Announcement.objects.filter(organisation=organisation).exclude(state=State.HIDDEN)
    steps = [_announced(row) for row in announced.select_related("programme")]
    met = (
        _answers()
        .filter(Q(organisation=organisation) | Q(announcement__organisation=organisation))
        .filter(state=Answer.State.ACCEPTED)
    )
    steps += [_met(row, organisation) for row in met]
    return sorted(steps, key=lambda step: step.happened_on)


def _announced(row: Announcement) -> PathStep:
    words = _("Offer on the board") if row.kind == Announcement.Kind.OFFER else _("Need on the board")
    return PathStep(
        happened_on=_day(row.created_at),
        title=words,
        text=row.title,
        state="progress" if row.is_on_board else "done",
        state_label=_("on the board") if row.is_on_board else _("off the board"),
        url=_work_url(row),
        own_url=reverse("cooperation:own_announcement", args=[row.pk]),
        programme=row.programme_id,
    )


def _met(row: Answer, organisation: Organisation) -> PathStep:
    ours = row.announcement.organisation_id == organisation.pk
    other = row.organisation if ours else row.announcement.organisation
    return PathStep(
        happened_on=_day(row.decided_at or row.created_at),
        title=_("Met %(organisation)s") % {"organisation": other.name},
        text=row.get_came_of_display() if row.came_of else row.announcement.title,
        state="done",
        state_label=_("connection"),
        url=_work_url(row.announcement),
        own_url=reverse("cooperation:answer", args=[row.pk]),
        programme=row.announcement.programme_id,
    )


def _work_url(row: Announcement) -> str:
    return (
        reverse("cooperation:work_announcement", args=[row.programme.slug, row.pk]) if row.programme else ""
    )


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.WARSAW).date()


def affairs_of(account: Account) -> list[Affair]:
    """Answers that wait for this account's decision, its own answers that wait or were decided in the last month,
    then its announcements on the board. Three queries at most.
    """
    mine = organisations_of(account)
    if not mine:
        return []
    answers = list(_answers().filter(_received(mine) | _sent_lately(mine)))
    waiting = [
        Affair(
            title=_("%(organisation)s answered you") % {"organisation": answer.organisation.name},
            second=answer.announcement.title,
            at=answer.created_at,
            url=reverse("cooperation:answer", args=[answer.pk]),
            deed=_("Read and reply"),
            state="soon",
            state_label=_("waits for you"),
        )
        for answer in reversed(answers)  # the oldest first
        if answer.state == Answer.State.WAITING and answer.announcement.organisation_id in mine
    ]
    sent = [_sent(answer) for answer in answers if answer.organisation_id in mine][:MOST]
    hanging = [
        Affair(
            title=row.title,
            second=f"{row.get_kind_display()} · {row.organisation.name}",
            at=row.created_at,
            url=reverse("cooperation:own_announcement", args=[row.pk]),
            state="progress",
            state_label=_("on the board"),
        )
        for row in announcements_of(account).filter(state=State.OPEN, valid_until__gte=clock.today())
    ]
    return [*waiting, *sent, *hanging]


SENT = {  # state of one's own answer -> how it looks and is called
    Answer.State.WAITING: ("progress", gettext_lazy("waits for a decision")),
    Answer.State.ACCEPTED: ("done", gettext_lazy("accepted")),
    Answer.State.DECLINED: ("na", gettext_lazy("declined")),
}


def _sent_lately(mine: frozenset[int]) -> Q:
    lately = Q(state=Answer.State.WAITING) | Q(decided_at__gt=clock.now() - A_MONTH)
    return Q(lately, organisation_id__in=mine, state__in=SENT)


def _sent(answer: Answer) -> Affair:
    state, label = SENT[Answer.State(answer.state)]
    return Affair(
        title=_("Your answer to %(organisation)s") % {"organisation": answer.announcement.organisation.name},
        second=answer.announcement.title,
        at=answer.decided_at or answer.created_at,
        url=reverse("cooperation:answer", args=[answer.pk]),
        state=state,
        state_label=str(label),
    )
