"""What a device delivers when the network is back: read from plain JSON values, nothing trusted."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any

MOST_MARKS = 200  # in one delivery; a device sends the rest in the next
MOST_BYTES = 256 * 1024
MARKS = frozenset({"present", "late", "absent", ""})
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DEVICE = re.compile(r"[0-9a-f-]{8,36}")


class BrokenDelivery(ValueError):
    """The delivery as a whole cannot be read: nothing of it is kept, the device keeps everything."""


@dataclass(frozen=True)
class Delivered:
    """One mark as a device made it. `enrolment`: its number within the cycle. `made_at`: aware, in UTC."""

    key: uuid.UUID
    enrolment: int
    mark: str
    made_at: dt.datetime
    follows: uuid.UUID | None = None
    came: dt.time | None = None
    left: dt.time | None = None


def read_delivery(data: Any) -> tuple[str, list[Delivered], list[str]]:
    """(device, marks in the order of their making, keys of marks that cannot be read) out of parsed JSON.

    A mark with a key but without sense is given back by its key, so that the device can show it; the rest is kept.
    Raises BrokenDelivery: no object, no device, too many marks, a mark without a key.
    """
    if not isinstance(data, dict) or not isinstance(data.get("marks"), list):
        raise BrokenDelivery("not a delivery")
    device = data.get("device")
    if not isinstance(device, str) or not _DEVICE.fullmatch(device):
        raise BrokenDelivery("no device")
    if len(data["marks"]) > MOST_MARKS:
        raise BrokenDelivery("too many marks")
    read: list[Delivered] = []
    unread: list[str] = []
    for one in data["marks"]:
        key = _uuid(one.get("key")) if isinstance(one, dict) else None
        if key is None:
            raise BrokenDelivery("a mark without a key")
        mark = _mark(key, one)
        if mark is None:
            unread.append(str(key))
        else:
            read.append(mark)
    return device, sorted(read, key=lambda mark: mark.made_at), unread


def _mark(key: uuid.UUID, one: dict[str, Any]) -> Delivered | None:
    number, word, made_at = one.get("enrolment"), one.get("mark"), _moment(one.get("made_at"))
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**31:
        return None
    if not isinstance(word, str) or word not in MARKS or made_at is None:
        return None
    times = []
    for name in ("came", "left"):
        said = one.get(name) or ""
        time = _time(said)
        if said and time is None:
            return None
        times.append(time)
    return Delivered(key, number, word, made_at, _uuid(one.get("follows")), *times)


def made_by_clock(made_at: dt.datetime, sent_at: dt.datetime | None, now: dt.datetime) -> dt.datetime:
    """When a mark was made, by our clock: a device whose clock is wrong says by `sent_at` how wrong it is.

    Never in the future.
    """
    if sent_at is not None:
        made_at += now - sent_at
    return min(made_at, now)


def read_moment(said: Any) -> dt.datetime | None:
    return _moment(said)


def name_of_device(user_agent: str) -> str:
    """What people call the device: a word out of the browser's own name for itself."""
    for sign, name in (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ):
        if sign in user_agent:
            return name
    return ""


def _uuid(said: Any) -> uuid.UUID | None:
    if not isinstance(said, str):
        return None
    try:
        return uuid.UUID(said)
    except ValueError:
        return None


def _moment(said: Any) -> dt.datetime | None:
    if not isinstance(said, str) or len(said) > 40:  # noqa: PLR2004  an ISO moment is shorter
        return None
    try:
        moment = dt.datetime.fromisoformat(said)
        return moment.astimezone(dt.UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _time(said: Any) -> dt.time | None:
    found = _TIME.fullmatch(said) if isinstance(said, str) else None
    return dt.time(int(found[1]), int(found[2])) if found else None
