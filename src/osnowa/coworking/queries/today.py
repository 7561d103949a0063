"""The office on the dashboard: what today asks of the host."""

from dataclasses import dataclass

from osnowa.coworking.models import Booking, Space
from osnowa.coworking.queries.bookings import Board, board
from osnowa.coworking.queries.spaces import calendar_of, spaces_of
from osnowa.coworking.rules.opening import Day
from osnowa.lib import clock
from osnowa.programme.models import Programme

SHOWN = 4


@dataclass(frozen=True)
class OfficeToday:
    """One office today. `next_bookings`: the first of those who have not come yet."""

    space: Space
    day: Day
    board: Board
    next_bookings: list[Booking]


def offices_today(programme: Programme) -> list[OfficeToday]:
    """Each office of the programme's operator (four queries each)."""
    found = []
    for space in spaces_of(programme):
        day = calendar_of(space).day(clock.today())
        of_day = board(programme, space, day.on)
        came = {visit.booking_id for visit in of_day.visits}
        waiting = [one for one in of_day.bookings if one.pk not in came and one.state == Booking.State.BOOKED]
        found.append(OfficeToday(space, day, of_day, waiting[:SHOWN]))
    return found
