"""Messages by the clock: when each kind is due, which words may stand in braces, and what comes of them."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

LONGEST_SUBJECT, LONGEST_TEXT = 200, 5000
DAY = dt.timedelta(days=1)
AFTER = ("after", "missed")
LATE_AT_MOST = DAY  # a message of days is still news a day later, e.g. after a night without a server
AFTER_AT_MOST = dt.timedelta(days=7)
IN_THE_MORNING = dt.time(9)  # what follows a session goes out the next morning, not at night

# (key, the word in Polish texts, the word in English texts). Both are understood in both.
PLACEHOLDERS: tuple[tuple[str, str, str], ...] = (
    ("name", "osoba", "name"),
    ("cycle", "cykl", "cycle"),
    ("session", "spotkanie", "session"),
    ("date", "data", "date"),
    ("time", "godzina", "time"),
    ("place", "miejsce", "place"),
    ("own_page", "moja strona", "own page"),
    ("survey", "ankieta", "survey"),
)
_KEYS = {word: key for key, *words in PLACEHOLDERS for word in (key, *words)}
_BRACES = re.compile(r"\{([^{}]*)\}")
_STRAY = re.compile(r"[{}]")


class UnknownPlaceholder(ValueError):
    """A word in braces that means nothing, or a brace without its other half. `word` is as it was typed."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True)
class Window:
    """A message is written from `opens_at` on, and no more once `closes_at` is reached."""

    opens_at: dt.datetime
    closes_at: dt.datetime

    def is_open(self, now: dt.datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def days_away(moment: dt.datetime, days: int, zone: ZoneInfo) -> dt.datetime:
    """The same hour on the wall so many days later (negative: earlier), whatever daylight saving does between."""
    local = moment.astimezone(zone)
    return dt.datetime.combine(local.date() + dt.timedelta(days=days), local.time(), tzinfo=zone).astimezone(
        dt.UTC
    )


def window(kind: str, starts_at: dt.datetime, ends_at: dt.datetime, zone: ZoneInfo) -> Window:
    """When a kind of message about a session may be written. Nothing that comes before it goes out once it begins.

    Days keep the hour of the wall clock, hours are real ones. Raises KeyError for a kind that is not known.
    """
    two_hours = starts_at - dt.timedelta(hours=2)
    if kind in AFTER:
        next_day = ends_at.astimezone(zone).date() + DAY
        morning = dt.datetime.combine(next_day, IN_THE_MORNING, tzinfo=zone).astimezone(dt.UTC)
        return Window(morning, ends_at + AFTER_AT_MOST)
    if kind == "hours_before":
        return Window(two_hours, starts_at)
    opens_at = days_away(starts_at, {"week_before": -7, "confirm": -3, "day_before": -1}[kind], zone)
    return Window(opens_at, min(opens_at + LATE_AT_MOST, two_hours))


def ledger_key(kind: str, session_id: int, held_on: dt.date) -> str:
    """What makes a message one for a sign-up. "Are you coming?" is asked once, whatever session is the first.

    A session moved to another day is reminded of anew; moved by an hour, it is not: the letter about the move did that.
    """
    if kind == "confirm":
        return kind
    return f"{kind}:{session_id}" if kind in AFTER else f"{kind}:{session_id}:{held_on:%Y%m%d}"


def check(text: str) -> None:
    """Raises UnknownPlaceholder for the first thing in braces that is not on the list."""
    for word in _BRACES.findall(text):
        if _key(word) is None:
            raise UnknownPlaceholder("{" + word + "}")
    stray = _STRAY.search(_BRACES.sub("", text))
    if stray:
        raise UnknownPlaceholder(stray[0])


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with what stands in braces replaced. `values`: by key of PLACEHOLDERS.

    What is filled in is never read again: a name with braces in it stays as it is. An unknown word stays, too.
    """

    def value(found: re.Match[str]) -> str:
        key = _key(found[1])
        return found[0] if key is None else values[key]

    return _BRACES.sub(value, text)


def _key(word: str) -> str | None:
    return _KEYS.get(" ".join(word.replace("_", " ").split()).casefold()) or _KEYS.get(
        word.strip().casefold()
    )
