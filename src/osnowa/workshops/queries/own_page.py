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


def source(find: Source) -> Source:
    """Register a function that says what of its room waits for one enrolment. It costs one query where nothing does.

    It is given the sessions of the cycle that stand, in order of time: nobody reads them again.
    """
    _sources.append(find)
    return find


def tasks_of(enrolment: Enrolment, sessions: list[Session]) -> list[OwnTask]:
    return [task for find in _sources for task in find(enrolment, sessions)]
