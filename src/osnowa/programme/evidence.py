"""The shape of a fact behind a figure. Activity apps yield it; reporting reads it from above."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from osnowa.lib.period import Period
from osnowa.programme.models import Programme

NOT_KNOWN = pgettext_lazy("part of a figure", "not known")


@dataclass(frozen=True)
class Source:
    """Where a fact stands: kind is `app.model`, as in the audit log."""

    kind: str
    id: int


@dataclass(frozen=True)
class Evidence:
    """One fact. It counts unless it carries a reason why not.

    `amount`: in the indicator's unit (people, hours, cycles). `who`: the person's pseudonymous key, or None.
    `organisation`: id of people.Organisation, or None. `groups`: for disaggregation, e.g. {"cycle": "4"}
    (see `Dimension`).
    """

    happened_on: dt.date
    amount: Decimal
    label: str
    source: Source
    who: uuid.UUID | None = None
    organisation: int | None = None
    groups: dict[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def counts(self) -> bool:
        return not self.reason


@dataclass(frozen=True)
class Counting:
    """A kind of indicator: how a figure is counted, both as one aggregate and as the rows behind it.

    `total(programme, period)` equals the sum of `amount` over the lines that count: a test holds them together.
    `lines` is streamed and yields facts that do not count as well, with their reasons.
    """

    kind: str
    name: str | Promise
    unit: str | Promise
    definition: str | Promise
    total: Callable[[Programme, Period], Decimal]
    lines: Callable[[Programme, Period], Iterator[Evidence]]


@dataclass(frozen=True)
class Dimension:
    """One way to split a figure. `key`: as in `Evidence.groups`; `labels`: value -> its words, in the order shown."""

    key: str
    title: str | Promise
    labels: Mapping[str, str | Promise]


@dataclass(frozen=True)
class Part:
    """One part of a figure. `share`: whole percent of the figure."""

    key: str
    label: str | Promise
    amount: Decimal
    facts: int
    share: int


@dataclass(frozen=True)
class Breakdown:
    """A figure split one way: the parts add up to `total`."""

    key: str
    title: str | Promise
    total: Decimal
    parts: list[Part]


class Split(Protocol):
    """What a fact must have to be split, live or frozen."""

    @property
    def amount(self) -> Decimal: ...
    @property
    def groups(self) -> Any: ...


def breakdowns(facts: Iterable[Split], dimensions: Sequence[Dimension]) -> list[Breakdown]:
    """The facts that count, split each way that at least one of them knows. Facts that do not say stand as "not known".

    Parts without facts are left out, those that stay follow the order of the dimension's labels.
    """
    amounts: dict[str, dict[str, Decimal]] = {one.key: {} for one in dimensions}
    counts: dict[str, dict[str, int]] = {one.key: {} for one in dimensions}
    total = Decimal(0)
    for fact in facts:
        total += fact.amount
        for one in dimensions:
            value = fact.groups.get(one.key, "")
            value = value if value in one.labels else ""
            amounts[one.key][value] = amounts[one.key].get(value, Decimal(0)) + fact.amount
            counts[one.key][value] = counts[one.key].get(value, 0) + 1
    return [
        Breakdown(
            one.key,
            one.title,
            total,
            [
                Part(
                    key,
                    label,
                    amounts[one.key][key],
                    counts[one.key][key],
                    _percent(amounts[one.key][key], total),
                )
                for key, label in [*one.labels.items(), ("", NOT_KNOWN)]
                if key in amounts[one.key]
            ],
        )
        for one in dimensions
        if set(amounts[one.key]) - {""}
    ]


def _percent(part: Decimal, whole: Decimal) -> int:
    return int((part * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0
