"""Everything that is a signed-in person's own, from all rooms: one list of sources, in the order of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.cooperation.queries import affairs_of as cooperation_of
from osnowa.coworking.queries import affairs_of as office_of
from osnowa.coworking.queries.spaces import there_is_an_office
from osnowa.knowledge.permissions import is_mentor
from osnowa.learning.queries.own import affairs_of as tests_of
from osnowa.people.models import Account
from osnowa.people.permissions import organisations_of
from osnowa.people.rules.affairs import Affair
from osnowa.support.queries import affairs_of as support_of
from osnowa.timetable.queries.affairs import affairs_of as timetable_of
from osnowa.workshops.queries.affairs import affairs_of as workshops_of


@dataclass(frozen=True)
class Way:
    """A link under a section. `url_of` gives an empty address to who may not go there: the link is not shown."""

    label: str | Promise
    url_of: Callable[[Account], str]


@dataclass(frozen=True)
class Source:
    """One section of the page. `empty`: what will stand there, in a sentence; where a section teaches nothing to who
    has nothing in it (hours of a volunteer, say), it is left empty, and without `links` the section is not shown.
    """

    title: str | Promise
    affairs_of: Callable[[Account], list[Affair]]
    empty: str | Promise = ""
    links: tuple[Way, ...] = ()


def _in_office(name: str) -> Callable[[Account], str]:
    return lambda _account: reverse(name) if there_is_an_office() else ""


def _for_members(name: str) -> Callable[[Account], str]:
    return lambda account: reverse(name) if organisations_of(account) else ""


def _add_tool(account: Account) -> str:
    """Straight to the form where it is clear for whom; else to the list of organisations on the page."""
    mine = organisations_of(account)
    if len(mine) == 1:
        return reverse("support:own_adoption_new", args=[*mine])
    return "#organizacje" if mine else ""


def _tools_known(account: Account) -> str:
    return reverse("knowledge:own_tools") if is_mentor(account) else ""


SOURCES: tuple[Source, ...] = (
    Source(
        _("Workshops"),
        workshops_of,
        _("Your sign-ups with the next session, and your certificates, will stand here."),
        (Way(_("My calendar"), lambda _account: reverse("workshops:my_calendar")),),
    ),
    Source(pgettext_lazy("timetable", "Dates"), timetable_of),
    Source(_("Tests and surveys"), tests_of),
    Source(
        _("Tools, consultations, hours"),
        support_of,
        links=(Way(_("Add a tool"), _add_tool), Way(_("Tools I know"), _tools_known)),
    ),
    Source(
        _("Bookings in the office"),
        office_of,
        _("Desks and rooms that you book will stand here."),
        (
            Way(_("Book a desk or a room"), _in_office("coworking:spaces")),
            Way(_("All bookings"), _in_office("coworking:my_bookings")),
        ),
    ),
    Source(
        _("Cooperation"),
        cooperation_of,
        links=(
            Way(_("Add an announcement"), _for_members("cooperation:announcement_new")),
            Way(_("All our offers, needs and answers"), _for_members("cooperation:own")),
        ),
    ),
)


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str


@dataclass(frozen=True)
class Section:
    """`affairs`: without those that wait for the person, which stand above; `empty` only where there is none at all."""

    title: str | Promise
    affairs: list[Affair]
    empty: str | Promise
    links: list[Link]


@dataclass(frozen=True)
class OwnAffairs:
    waiting: list[Affair]
    sections: list[Section]


def affairs_of(account: Account) -> OwnAffairs:
    """What waits for the account, overdue first; then the sections of the page "my affairs". Those sections with
    nothing to show, to teach or to lead to are left out.
    """
    waiting: list[Affair] = []
    sections: list[Section] = []
    for source in SOURCES:
        found = source.affairs_of(account)
        waiting += [affair for affair in found if affair.waits]
        section = Section(
            source.title,
            [affair for affair in found if not affair.waits],
            "" if found else source.empty,
            [Link(way.label, url) for way in source.links if (url := way.url_of(account))],
        )
        if section.affairs or section.empty or section.links:
            sections.append(section)
    return OwnAffairs(sorted(waiting, key=lambda affair: affair.state != "overdue"), sections)
