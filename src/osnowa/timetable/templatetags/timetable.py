"""Links to the question about dates, for pages of rooms below that may not know whether there is one."""

from django import template

from osnowa.timetable.models import Availability
from osnowa.timetable.queries.slots import ASKED, asked, asking_of
from osnowa.workshops.models import Enrolment

register = template.Library()


@register.inclusion_tag("timetable/own/invitation.html")
def dates_invitation(enrolment: Enrolment) -> dict[str, object]:
    """A line on the page of a sign-up, as long as the question is open."""
    if enrolment.state not in ASKED:
        return {}
    asking = asking_of(enrolment.cycle.programme)
    if asking is None or not asking.takes_answers:
        return {}
    if not asked(asking.programme).filter(pk=enrolment.pk).exists():  # the cycle is over
        return {}
    said = Availability.objects.filter(programme=asking.programme_id, person=enrolment.person_id).exists()
    return {"asking": asking, "enrolment": enrolment, "is_said": said}
