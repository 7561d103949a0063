from osnowa.timetable.models.means import Leader, Room
from osnowa.timetable.models.plan import Plan, PlannedCycle, PlannedSession
from osnowa.timetable.models.slots import Asking, Availability, ClosedWeek, Tick, WeeklySlot

__all__ = [
    "Asking",
    "Availability",
    "ClosedWeek",
    "Leader",
    "Plan",
    "PlannedCycle",
    "PlannedSession",
    "Room",
    "Tick",
    "WeeklySlot",
]
