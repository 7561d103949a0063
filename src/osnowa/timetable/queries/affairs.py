"""What of the timetable waits for a person: for the page "my affairs"."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.people.rules.affairs import Affair
from osnowa.timetable.models import Availability
from osnowa.timetable.queries.slots import own_askings
from osnowa.ui.words import day


def affairs_of(account: Account) -> list[Affair]:
    """Open questions about dates: those not answered wait, the others can be changed."""
    found = []
    for asking in own_askings(account):
        answered = Availability.objects.filter(programme=asking.programme, person=account.person_id).exists()
        found.append(
            Affair(
                title=_("When can you come? %(programme)s") % {"programme": asking.programme.title},
                second=_("until %(day)s") % {"day": day(asking.answer_until, year=False)},
                at=clock.moment(asking.answer_until, dt.time(12)),
                url=reverse("timetable:own_dates", args=[asking.programme.slug]),
                deed="" if answered else _("Tick"),
                state="done" if answered else "soon",
                state_label=_("answered") if answered else _("to answer"),
            )
        )
    return found
