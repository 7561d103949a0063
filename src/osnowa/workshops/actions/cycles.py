"""Setting up cycles: the coordinator's deeds."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from osnowa.lib import audit, clock, search, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme.models import Activity, Programme
from osnowa.workshops.actions.places import fill_places, lock_cycle
from osnowa.workshops.actions.telling import tell_moved
from osnowa.workshops.emails import Move
from osnowa.workshops.models import Cycle, Enrolment, Session
from osnowa.workshops.queries import found
from osnowa.workshops.queries.cycles import places
from osnowa.workshops.queries.setting_up import missing_before_publication, possible_trainers

cycle_created = audit.deed("workshops.cycle_created", gettext_lazy("added a cycle"))
cycle_changed = audit.deed("workshops.cycle_changed", gettext_lazy("changed a cycle"))
cycle_published = audit.deed("workshops.cycle_published", gettext_lazy("published a cycle"))
publication_withdrawn = audit.deed("workshops.publication_withdrawn", gettext_lazy("withdrew a cycle"))

FIELDS = (
    "number",
    "title",
    "summary",
    "for_whom",
    "outcomes",
    "level",
    "accessibility",
    "childcare",
    "place",
    "capacity",
    "offer_hours",
    "recruitment_opens_at",
    "recruitment_closes_at",
    "share_for_certificate",
    "tests_for_certificate",
    "activity",
)
MANY_LINES = ("for_whom", "outcomes")


@transaction.atomic
def create_cycle(
    programme: Programme,
    *,
    title: str,
    capacity: int,
    recruitment_opens_at: dt.datetime,
    recruitment_closes_at: dt.datetime,
    number: int | None = None,
    summary: str = "",
    for_whom: str = "",
    outcomes: str = "",
    level: str = "",
    accessibility: str = "",
    childcare: str = "",
    place: str = "",
    share_for_certificate: int = 80,
    offer_hours: int = 0,
    tests_for_certificate: bool = False,
    activity: Activity | None = None,
    trainers: Iterable[Account] = (),
    is_example: bool = False,
    by: Account | None,
) -> Cycle:
    """A new cycle, not yet published. `outcomes`: one ability per line. `share_for_certificate`: percent of the hours.

    The same number with the same title once more is the same form sent twice, and gives the cycle that is there.
    Raises RuleBroken with its field: "title", "capacity", "number", "window", "share", "activity", "trainers".
    """
    programme = lock(programme)
    taken = {cycle.number: cycle for cycle in Cycle.objects.filter(programme=programme)}
    number = number or max(taken, default=0) + 1
    if number in taken:
        if text.fold(taken[number].title) == text.fold(title):
            return taken[number]
        _refuse_number(taken, number)
    cycle = Cycle(
        programme=programme,
        number=number,
        title=title,
        summary=summary,
        for_whom=for_whom,
        outcomes=outcomes,
        level=level,
        accessibility=accessibility,
        childcare=childcare,
        place=place,
        capacity=capacity,
        offer_hours=offer_hours,
        recruitment_opens_at=recruitment_opens_at,
        recruitment_closes_at=recruitment_closes_at,
        share_for_certificate=share_for_certificate,
        tests_for_certificate=tests_for_certificate,
        activity=activity,
        is_example=is_example,
        created_at=clock.now(),
    )
    _tidy(cycle)
    cycle.slug = _free_slug(cycle)
    cycle.save()
    cycle.trainers.set(_checked_trainers(programme, trainers))
    cycle_created.record(cycle, by=by, programme_id=programme.pk, number=cycle.number)
    return cycle


@transaction.atomic
def change_cycle(
    cycle: Cycle, *, trainers: Iterable[Account] | None = None, by: Account | None, **changes: Any
) -> Cycle:
    """Change fields of a cycle (any of FIELDS) and its trainers; what is not named stays.

    More places go at once to those who wait. Fewer than are taken is refused ("below_taken"). A published cycle keeps
    its address when its title changes, and tells those who signed up of a new place. Raises RuleBroken as
    `create_cycle` does. The cycle that comes back carries `promoted`, the enrolments that got a place (or an offer of
    one) from the reserve list, and `people_told`, how many got a letter about a new place of sessions.
    """
    unknown = set(changes).difference(FIELDS)
    if unknown:
        raise TypeError(f"A cycle has no {sorted(unknown)} to change.")
    cycle = lock_cycle(cycle)
    before = {name: getattr(cycle, name) for name in FIELDS}
    cycle.promoted, cycle.people_told = [], 0  # type: ignore[attr-defined]
    for name, value in changes.items():
        setattr(cycle, name, value)
    _tidy(cycle)
    if cycle.number != before["number"]:
        _refuse_number(
            {other.number: other for other in Cycle.objects.filter(programme=cycle.programme_id)},
            cycle.number,
        )
    if cycle.capacity < before["capacity"]:
        _refuse_below_taken(cycle)
    changed = [name for name in FIELDS if getattr(cycle, name) != before[name]]
    if "title" in changed and not cycle.is_published:
        cycle.slug = _free_slug(cycle)
    if trainers is not None:
        wanted = _checked_trainers(cycle.programme, trainers)
        if {account.pk for account in cycle.trainers.all()} != {account.pk for account in wanted}:
            cycle.trainers.set(wanted)
            changed.append("trainers")
    if not changed:
        return cycle
    cycle.save()
    cycle_changed.record(cycle, by=by, programme_id=cycle.programme_id, fields=changed)
    cycle.people_told = _tell_of_place(cycle, before["place"], by)  # type: ignore[attr-defined]
    if cycle.capacity > before["capacity"]:
        cycle.promoted = fill_places(cycle, by=by)  # type: ignore[attr-defined]
    search.show(found.KIND, cycle.pk, found.entry_of(cycle))
    return cycle


@transaction.atomic
def publish_cycle(cycle: Cycle, *, by: Account | None) -> Cycle:
    """Show the cycle on the public pages. Raises RuleBroken ("missing") where people would miss something."""
    cycle = lock_cycle(cycle)
    if cycle.is_published:
        return cycle
    if missing_before_publication(cycle):
        raise RuleBroken(
            _("Something that people must know is still missing. Fill it in first, then publish."),
            code="missing",
        )
    cycle.is_published = True
    cycle.save(update_fields=["is_published"])
    cycle_published.record(cycle, by=by, programme_id=cycle.programme_id)
    search.show(found.KIND, cycle.pk, found.entry_of(cycle))
    return cycle


@transaction.atomic
def withdraw_publication(cycle: Cycle, *, by: Account | None) -> Cycle:
    """Take the cycle off the public pages again. Raises RuleBroken ("has_people") once somebody has signed up."""
    cycle = lock_cycle(cycle)
    if not cycle.is_published:
        return cycle
    if Enrolment.objects.filter(cycle=cycle).exclude(state=Enrolment.State.CANCELLED).exists():
        raise RuleBroken(
            _("People have already signed up and use this page. Close the sign-up earlier instead."),
            code="has_people",
        )
    cycle.is_published = False
    cycle.save(update_fields=["is_published"])
    publication_withdrawn.record(cycle, by=by, programme_id=cycle.programme_id)
    search.show(found.KIND, cycle.pk, None)
    return cycle


def _tidy(cycle: Cycle) -> None:
    """Texts as people meant them, and what a cycle cannot be without."""
    for name in ("title", "summary", "level", "accessibility", "childcare", "place"):
        setattr(cycle, name, text.clean(getattr(cycle, name)))
    for name in MANY_LINES:
        lines = [text.clean(line) for line in getattr(cycle, name).strip().splitlines()]
        setattr(cycle, name, "\n".join(lines))
    if not cycle.title:
        raise RuleBroken(_("Write what the cycle is called."), code="title", field="title")
    if cycle.capacity < 1:
        raise RuleBroken(_("Give at least one place."), code="capacity", field="capacity")
    if cycle.recruitment_closes_at <= cycle.recruitment_opens_at:
        raise RuleBroken(
            _("The sign-up would close before it opens. Choose a later end."),
            code="window",
            field="closes_on",
        )
    if not 1 <= cycle.share_for_certificate <= 100:  # noqa: PLR2004  percent
        raise RuleBroken(_("Write a percentage from 1 to 100."), code="share", field="share_for_certificate")
    if cycle.activity is not None and cycle.activity.programme_id != cycle.programme_id:
        raise RuleBroken(_("Choose an activity of this programme."), code="activity", field="activity")


def _tell_of_place(cycle: Cycle, before: str, by: Account | None) -> int:
    """Where the cycle has another place now, sessions without one of their own meet there."""
    if cycle.place == before:
        return 0
    moves = [
        Move(session, session.starts_at, session.ends_at, _where(session, before), session.online_url)
        for session in cycle.sessions.all()
    ]
    return tell_moved(cycle, moves, by=by)


def _where(session: Session, place_of_cycle: str) -> str:
    """Where the session was to be while the cycle had that place."""
    return session.where if session.place or session.online_url else place_of_cycle


def _refuse_number(taken: dict[int, Cycle], number: int) -> None:
    if number in taken:
        raise RuleBroken(
            _("Number %(number)d belongs to the cycle “%(title)s”. The next free one is %(free)d.")
            % {"number": number, "title": taken[number].title, "free": max(taken) + 1},
            code="number",
            field="number",
        )


def _refuse_below_taken(cycle: Cycle) -> None:
    taken = places(cycle).taken
    if cycle.capacity < taken:
        raise RuleBroken(
            ngettext(
                "%(taken)d person already has a place. Leave at least %(taken)d, or first cancel somebody's sign-up "
                "on the list of sign-ups.",
                "%(taken)d people already have a place. Leave at least %(taken)d, or first cancel somebody's sign-up "
                "on the list of sign-ups.",
                taken,
            )
            % {"taken": taken},
            code="below_taken",
            field="capacity",
        )


def _free_slug(cycle: Cycle) -> str:
    """A word for the address that no other cycle of the programme has."""
    base = text.slug(cycle.title) or f"cykl-{cycle.number}"
    taken = set(
        Cycle.objects.filter(programme=cycle.programme_id).exclude(pk=cycle.pk).values_list("slug", flat=True)
    )
    if base not in taken:
        return base
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{base}-{n}") not in taken)


def _checked_trainers(programme: Programme, trainers: Iterable[Account]) -> list[Account]:
    chosen = list(trainers)
    team = {account.pk for account in possible_trainers(programme)}
    if any(account.pk not in team for account in chosen):
        raise RuleBroken(
            _("Trainers come from the programme's team. Add the person to the team first."),
            code="trainers",
            field="trainers",
        )
    return chosen
