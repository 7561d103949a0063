"""What the timetable does by the clock."""

import datetime as dt

from osnowa.lib import periodic
from osnowa.timetable.actions.lost import give_up_lost_plans

periodic.job("timetable.give_up_lost_plans", every=dt.timedelta(minutes=5))(give_up_lost_plans)
