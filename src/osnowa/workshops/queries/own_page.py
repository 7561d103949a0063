"""What waits for a participant on their own page, from rooms that workshops do not know.

A room above adds its tasks by `@own_page.source` on a function; it stands beside what it tells about.
"""

from collections.abc import Callable
from dataclasses import dataclass

from osnowa.workshops.models import Enrolment, Session


@dataclass(frozen=True)
class OwnTask:
    """`deed`: the verb on the button; empty where it is done."""

    title: str
    second: str
    url: str
    deed: str = ""


Source = Callable[[Enrolment, list[Session]], list[OwnTask]]
_sources: list[Source] = []
_in_letters: list[Source] = []


def source(find: Source) -> Source:
    """Register a function that says what of its room waits for one enrolment. It costs one query where nothing does.

    It is given the sessions of the cycle that stand, in order of time: nobody reads them again.
    """
    _sources.append(find)
    return find


def letter_source(find: Source) -> Source:
    """As `source`, and told in the letter about the sign-up as well: for what has no letter of its own."""
    _in_letters.append(find)
    return source(find)


def tasks_for_letter(enrolment: Enrolment, sessions: list[Session]) -> list[OwnTask]:
    """What waits, for the letter that answers a sign-up. One query where nothing does: many may be signing up."""
    return [task for find in _in_letters for task in find(enrolment, sessions) if task.deed]


def tasks_of(enrolment: Enrolment, sessions: list[Session]) -> list[OwnTask]:
    return [task for find in _sources for task in find(enrolment, sessions)]


_pages: dict[str, Callable[[str], str]] = {}


def page(key: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """Register where a room above has a page of a sign-up: a function from the sign-up's token to an address."""

    def keep(address_of: Callable[[str], str]) -> Callable[[str], str]:
        _pages[key] = address_of
        return address_of

    return keep


def page_of(token: str, key: str) -> str:
    """The address of that page, without the host; empty where no room has one."""
    found = _pages.get(key)
    return found(token) if found is not None else ""
