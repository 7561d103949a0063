"""Searches that found nothing, counted by words and day: what editors could write about. Nobody's name is kept."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max, Sum

from osnowa.lib import clock, locks
from osnowa.lib.models import MissedSearch
from osnowa.lib.search.words import read

LONGEST = 100
MOST_A_DAY = 300  # different searches; more is somebody playing
KEPT = dt.timedelta(days=180)
_PERSONAL = re.compile(r"@|(?:\d[\s-]?){6}")  # an address, or a number of somebody


@dataclass(frozen=True)
class MissedWords:
    """Words, how many times they were looked for in vain, and when last."""

    words: str
    times: int
    last_on: dt.date


def is_countable(typed: str) -> bool:
    """May these words be kept? What has an address or a long number in it may not, nor what is only signs."""
    return not _PERSONAL.search(typed) and bool(read(typed).words)


@transaction.atomic
def note_missed(typed: str) -> None:
    """Count a search without a hit; words that may be somebody's are not kept."""
    if not is_countable(typed):
        return
    words, today = " ".join(read(typed).words)[:LONGEST], clock.today()
    locks.lock_words("missed search", today)
    same = MissedSearch.objects.filter(words=words, happened_on=today)
    if not same.update(times=F("times") + 1) and (
        MissedSearch.objects.filter(happened_on=today).count() < MOST_A_DAY
    ):
        MissedSearch.objects.create(words=words, happened_on=today)
    MissedSearch.objects.filter(happened_on__lt=today - KEPT).delete()


def missed(limit: int = 20, *, days: int = 90) -> list[MissedWords]:
    """What was looked for in vain lately, the most wanted first."""
    rows = (
        MissedSearch.objects.filter(happened_on__gt=clock.today() - dt.timedelta(days=days))
        .values("words")
        .annotate(number=Sum("times"), last=Max("happened_on"))
        .order_by("-number", "-last", "words")[:limit]
    )
    return [MissedWords(row["words"], row["number"], row["last"]) for row in rows]
