"""What workshops count towards an indicator. A fact counts once its session is closed.

Each kind has a total (one SQL aggregate) and the lines behind it (streamed), which name what does not count and why.
Days are days in Warsaw; hours are clock hours, rounded person by person, so that a total is the sum of its lines.
Labels and reasons name things, never people: a frozen line keeps only the person's pseudonymous key.
"""

from django.utils.translation import gettext_lazy

from osnowa.programme.evidence import Counting
from osnowa.workshops.evidence.attendance import (
    groups_reached,
    groups_reached_lines,
    organisations_reached,
    organisations_reached_lines,
    people_attended,
    people_attended_lines,
    training_hours,
    training_hours_lines,
)
from osnowa.workshops.evidence.certificates import (
    certificates_issued,
    certificates_issued_lines,
    people_finished,
    people_finished_lines,
)
from osnowa.workshops.evidence.cycles import (
    cycles_completed,
    cycles_completed_lines,
    sessions_held,
    sessions_held_lines,
)

COUNTINGS: tuple[Counting, ...] = (
    Counting(
        "workshops.people_attended",
        gettext_lazy("People who took part in workshops"),
        gettext_lazy("people"),
        gettext_lazy(
            "People who came to at least one session in the period. Each person counts once, on the day of their first "
            "session. A session counts once its attendance list is closed."
        ),
        people_attended,
        people_attended_lines,
    ),
    Counting(
        "workshops.people_finished",
        gettext_lazy("People who finished a cycle"),
        gettext_lazy("people"),
        gettext_lazy(
            "People with a valid certificate of a cycle whose last session was in the period. Each person counts once. "
            "A certificate is issued for the share of hours that the cycle asks for, and stops counting when revoked."
        ),
        people_finished,
        people_finished_lines,
    ),
    Counting(
        "workshops.cycles_completed",
        gettext_lazy("Completed cycles of workshops"),
        gettext_lazy("cycles"),
        gettext_lazy(
            "Cycles whose last session was in the period and whose attendance lists are all closed."
        ),
        cycles_completed,
        cycles_completed_lines,
    ),
    Counting(
        "workshops.sessions_held",
        gettext_lazy("Sessions held"),
        gettext_lazy("sessions"),
        gettext_lazy(
            "Sessions in the period with a closed attendance list, to which at least one person came."
        ),
        sessions_held,
        sessions_held_lines,
    ),
    Counting(
        "workshops.training_hours",
        gettext_lazy("Person-hours of training"),
        gettext_lazy("hours"),
        gettext_lazy(
            "Clock hours (60 minutes) that people were present at sessions in the period, added up over people. "
            "Minutes missed by coming late are taken off. A session counts once its attendance list is closed."
        ),
        training_hours,
        training_hours_lines,
    ),
    Counting(
        "workshops.organisations_reached",
        gettext_lazy("Organisations and groups reached by workshops"),
        gettext_lazy("organisations and groups"),
        gettext_lazy(
            "Organisations and informal groups whose people came to at least one session in the period. "
            "Each counts once. One that is not identified yet does not count."
        ),
        organisations_reached,
        organisations_reached_lines,
    ),
    Counting(
        "workshops.groups_reached",
        gettext_lazy("Informal groups reached by workshops"),
        gettext_lazy("groups"),
        gettext_lazy(
            "Informal groups whose people came to at least one session in the period. Each counts once. "
            "A group that registered later still counts for the days before."
        ),
        groups_reached,
        groups_reached_lines,
    ),
    Counting(
        "workshops.certificates_issued",
        gettext_lazy("Certificates issued"),
        gettext_lazy("certificates"),
        gettext_lazy(
            "Certificates issued in the period that are valid today. Revoked and replaced ones do not count."
        ),
        certificates_issued,
        certificates_issued_lines,
    ),
)
