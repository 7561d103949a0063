"""One thing that waits for somebody of the team, as every room's tasks are shown."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.ui.words import day as day_words


@dataclass(frozen=True)
class Task:
    """One row of the list. `due_on` sorts; the tag says it in words."""

    title: str
    second: str
    deed: str
    url: str
    due_on: dt.date | None = None

    @property
    def state(self) -> str:
        if self.due_on is None:
            return "progress"
        return "overdue" if self.due_on < clock.today() else "soon"

    @property
    def state_label(self) -> str:
        if self.due_on is None:
            return _("to check")
        days = (self.due_on - clock.today()).days
        if days < 0:
            return _("overdue")
        if days == 0:
            return _("today")
        if days == 1:
            return _("by tomorrow")
        return _("by %(day)s") % {"day": day_words(self.due_on, year=False, weekday=False)}
