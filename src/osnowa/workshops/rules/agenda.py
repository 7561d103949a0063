"""The programme of one session: points, each with its hour where it has one."""

import re
from collections.abc import Iterable, Mapping

MOST_POINTS = 30
LONGEST_POINT = 200
_HOUR = re.compile(r"^(\d{1,2})[:.](\d{2})(?:\s*[-–—]\s*\d{1,2}[:.]\d{2})?\s*[-–—:,.]?\s+(.+)$")


def points(lines: str) -> list[dict[str, str]]:
    """What somebody typed, a point per line, as [{"at": "17:00", "what": "Welcome"}]; `at` is empty where none is said.

    "17.00 Welcome", "17:00 - Welcome" and "17:00–17:15 Welcome" are the same. Raises ValueError ("many", "long").
    """
    found = []
    for line in lines.splitlines():
        words = " ".join(line.split())
        if not words:
            continue
        at, what = _parted(words)
        if len(what) > LONGEST_POINT:
            raise ValueError("long")
        found.append({"at": at, "what": what})
    if len(found) > MOST_POINTS:
        raise ValueError("many")
    return found


def lines(agenda: Iterable[Mapping[str, str]]) -> str:
    """The same points as text, to be changed."""
    return "\n".join(f"{point.get('at', '')} {point.get('what', '')}".strip() for point in agenda)


def _parted(words: str) -> tuple[str, str]:
    match = _HOUR.match(words)
    if match is None:
        return "", words
    hour, minute = int(match[1]), int(match[2])
    if hour > 23 or minute > 59:  # noqa: PLR2004  no hour of the clock: part of the words
        return "", words
    return f"{hour}:{minute:02d}", match[3]
