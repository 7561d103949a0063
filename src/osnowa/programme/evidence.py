"""The shape of a fact behind a figure. Activity apps yield it; reporting reads it from above."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise

from osnowa.lib.period import Period
from osnowa.programme.models import Programme


@dataclass(frozen=True)
class Source:
    """Where a fact stands: kind is `app.model`, as in the audit log."""

    kind: str
    id: int


@dataclass(frozen=True)
class Evidence:
    """One fact. It counts unless it carries a reason why not.

    `amount`: in the indicator's unit (people, hours, cycles). `who`: the person's pseudonymous key, or None.
    `organisation`: id of people.Organisation, or None. `groups`: for disaggregation, e.g. {"cycle": "4"}.
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
