"""Everything that is a signed-in person's own, from all rooms: one list of sources, in the order of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from osnowa.coworking.queries import affairs_of as office_of
from osnowa.people.models import Account
from osnowa.people.rules.affairs import Affair
from osnowa.workshops.queries.affairs import affairs_of as workshops_of


@dataclass(frozen=True)
class Source:
    """One section of the page. `empty`: what will stand there, in a sentence; where a section teaches nothing to who
    has nothing in it (hours of a volunteer, say), it is left empty and the section is not shown.
    """

    title: str | Promise
    affairs_of: Callable[[Account], list[Affair]]
    empty: str | Promise = ""


SOURCES: tuple[Source, ...] = (
    Source(
        _("Workshops"),
        workshops_of,
        _("Your sign-ups with the next session, and your certificates, will stand here."),
    ),
    Source(_("Bookings in the office"), office_of, _("Desks and rooms that you book will stand here.")),
)


@dataclass(frozen=True)
class Section:
    title: str | Promise
    affairs: list[Affair]
    empty: str | Promise


def affairs_of(account: Account) -> list[Section]:
    """The sections of the page "my affairs"; those with nothing to show or to teach are left out."""
    found = [Section(source.title, source.affairs_of(account), source.empty) for source in SOURCES]
    return [section for section in found if section.affairs or section.empty]
