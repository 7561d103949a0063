"""Questions of a sign-up form: which are shown, what may be answered, and how answers typed in a table are read."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from osnowa.lib import text

LONGEST_TEXT = 300
LONGEST_LONG = 3_000
LARGEST_NUMBER = 1e12
MOST_OPTIONS = 30
LONGEST_OPTION = 120
SCALE = range(1, 6)
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S")
_YES, _NO = {"yes", "tak", "t", "y", "true", "1"}, {"no", "nie", "n", "false", "0"}

Option = dict[str, str]


class Conditional(Protocol):
    """A question as far as conditions go."""

    pk: Any
    shown_if_id: Any
    shown_if_keys: Any


def keys_in(value: Any) -> frozenset[str]:
    """The keys that an answer holds: of a list each, of nothing none."""
    if value is None or value == "":
        return frozenset()
    return frozenset(map(str, value)) if isinstance(value, list | tuple) else frozenset((str(value),))


def shown(questions: Iterable[Conditional], answers: Mapping[int, Any]) -> set[int]:
    """Ids of the questions that are asked, given these answers (question id -> value). Questions come in their order.

    A question whose condition stands on one that is itself hidden is hidden too.
    """
    found: set[int] = set()
    for question in questions:
        parent = question.shown_if_id
        if parent is None or (
            parent in found and keys_in(answers.get(parent)) & frozenset(question.shown_if_keys)
        ):
            found.add(question.pk)
    return found


def options_of(labels: Sequence[str], before: Sequence[Option]) -> list[Option]:
    """Labels, one per option, with keys. A label known before keeps its key, a renamed one keeps that of its place.

    Keys are what answers hold, so they must not change under them. New keys are made of the label and differ.
    """
    by_label = {text.fold(option["label"]): option["key"] for option in before}
    kept = {text.fold(label) for label in labels} & by_label.keys()
    found: list[Option] = []
    taken = {by_label[label] for label in kept}
    for place, label in enumerate(labels):
        key = by_label.get(text.fold(label), "")
        if not key and place < len(before) and before[place]["key"] not in taken:
            key = before[place]["key"]
        found.append({"key": key or _new_key(label, taken | {o["key"] for o in before}), "label": label})
        taken.add(found[-1]["key"])
    return found


def _new_key(label: str, taken: Iterable[str]) -> str:
    stem = text.slug(label, longest=30) or "o"
    known = set(taken)
    numbered = (f"{stem}-{n}" for n in range(2, MOST_OPTIONS * 3))
    return next(key for key in (stem, *numbered) if key not in known)


def read_number(typed: str) -> int | float:
    """`1 250,5` -> 1250.5; whole numbers stay whole. Raises ValueError for what is no number, or far too large."""
    plain = typed.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    number = float(plain)
    if not math.isfinite(number) or abs(number) > LARGEST_NUMBER:
        raise ValueError(typed)
    return int(number) if number.is_integer() else number


def read_typed(kind: str, options: Sequence[Option], typed: str) -> Any:  # noqa: PLR0911  one way out for each kind
    """An answer out of a cell of a table, as `Answer.value` keeps it; None for an empty cell.

    Options by key or label, several between semicolons. Raises ValueError for what does not fit; files cannot be read.
    """
    typed = text.clean(typed)
    if not typed:
        return None
    match kind:
        case "text" if len(typed) <= LONGEST_TEXT:
            return typed
        case "long" if len(typed) <= LONGEST_LONG:
            return typed
        case "choice":
            return _option(options, typed)
        case "choices":
            return [_option(options, part) for part in typed.split(";") if part.strip()]
        case "yes_no":
            return _yes_or_no(typed)
        case "number":
            return read_number(typed)
        case "date":
            return read_date(typed).isoformat()
        case "scale" if typed.isdigit() and int(typed) in SCALE:
            return int(typed)
    raise ValueError(typed)


def read_date(typed: str) -> dt.date:
    """A day as people and spreadsheets write it. Raises ValueError."""
    for pattern in _DATES:
        try:
            return dt.datetime.strptime(typed, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise ValueError(typed)


def _option(options: Sequence[Option], typed: str) -> str:
    wanted = text.fold(typed)
    for option in options:
        if typed.strip() == option["key"] or wanted == text.fold(option["label"]):
            return option["key"]
    raise ValueError(typed)


def _yes_or_no(typed: str) -> str:
    said = text.fold(typed)
    if said in _YES:
        return "yes"
    if said in _NO:
        return "no"
    raise ValueError(typed)
