"""What of the timetable waits for a person: for the page "my affairs" and for the page of a sign-up."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.people.rules.affairs import Affair
from osnowa.timetable.models import Availability
from osnowa.timetable.queries.slots import ASKED, asked, asking_of, own_askings
from osnowa.ui.words import day, short_date
from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.queries import own_page


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


@own_page.letter_source
def dates_of(enrolment: Enrolment, _sessions: list[Session]) -> list[own_page.OwnTask]:
    """On the page of a sign-up: when can you come? As long as the question is open and the cycle is not over."""
    if enrolment.state not in ASKED:
        return []
    asking = asking_of(enrolment.cycle.programme)
    if asking is None or not asking.takes_answers:
        return []
    if not asked(asking.programme).filter(pk=enrolment.pk).exists():  # the cycle is over
        return []
    url = reverse("timetable:dates", args=[enrolment.token])
    if Availability.objects.filter(programme=asking.programme_id, person=enrolment.person_id).exists():
        return [own_page.OwnTask(_("You have said when you can come."), _("See or change it"), url)]
    until = short_date(asking.answer_until)
    second = _("We are looking for dates. Please answer until %(day)s.") % {"day": until}
    return [own_page.OwnTask(_("When can you come?"), second, url, _("Tick when you can come"))]
