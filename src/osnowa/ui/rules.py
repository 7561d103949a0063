"""Geometry of threads and the measure against the plan. Plain numbers in, plain values out."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

Number = int | float | Decimal

THREADS = 20  # the whole target, unless it has few enough units to draw one each
ONE_EACH = 24
PITCH = 11  # one thread and the gap after it
WIDTH = 7
TOP, HEIGHT, FULL_HEIGHT = 4, 18, 26

AS_PLANNED = 0.05
A_LITTLE_BEHIND = 0.20


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths for one SVG of threads."""

    width: int
    height: int
    woven: str
    waiting: str
    plan: float | None
    plan_width: float = 2.5


def thread_count(target: Number, of: int | None = None) -> int:
    """One thread per unit when the target is small and whole, otherwise twenty."""
    if of:
        return of
    whole = int(target)
    return whole if target == whole and 0 < whole <= ONE_EACH else THREADS


def draw_threads(value: Number, target: Number, plan: Number | None = None, of: int | None = None) -> Drawing:
    """The drawing of `value` against `target`: the last thread is woven in part, the plan stands in the gap."""
    count = thread_count(target, of)
    if target <= 0:
        return _draw(count, 0.0, None)
    share = min(max(float(value) / float(target), 0.0), 1.0) * count
    gap = None if plan is None else round(min(max(float(plan) / float(target), 0.0), 1.0) * count)
    return _draw(count, round(share, 2), gap)


@lru_cache(maxsize=2048)
def _draw(count: int, share: float, gap: int | None) -> Drawing:
    whole = int(share)
    part = share - whole
    woven = "".join(f"M{PITCH * n} {TOP}h{WIDTH}v{HEIGHT}h-{WIDTH}z" for n in range(whole))
    if part:
        tall = max(round(part * HEIGHT), 2)
        woven += f"M{PITCH * whole} {TOP + HEIGHT - tall}h{WIDTH}v{tall}h-{WIDTH}z"
    middle = WIDTH / 2 - 0.6
    waiting = "".join(f"M{PITCH * n + middle:g} {TOP}h1.2v{HEIGHT}h-1.2z" for n in range(whole, count))
    line = None if gap is None else gap * PITCH - 3.25 if gap else -3.25
    return Drawing(count * PITCH - (PITCH - WIDTH), FULL_HEIGHT, woven, waiting, line)


def draw_scale(value: Number, top: int, before: Number | None = None) -> Drawing:
    """A flat scale (for example 1 to 8): thick up to `value`, thin after it, a mark where it stood before."""
    woven = "".join(f"M{PITCH * n} 5h9v9h-9z" for n in range(int(value)))
    waiting = "".join(f"M{PITCH * n} 8.7h9v1.6h-9z" for n in range(int(value), top))
    mark = None if before is None else int(before) * PITCH - 1.6
    return Drawing(top * PITCH - 2, HEIGHT, woven, waiting, mark, 1.2)


def state_against_plan(value: Number, plan: Number) -> str:
    """Up to 5 % behind is as planned, 5 to 20 % a little behind, more is far behind."""
    if plan <= 0 or value >= plan:
        return "done"
    behind = (float(plan) - float(value)) / float(plan)
    if behind <= AS_PLANNED:
        return "done"
    return "soon" if behind <= A_LITTLE_BEHIND else "overdue"
