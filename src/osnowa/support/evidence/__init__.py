"""What counts of block 2: tools introduced, consultations, hours of volunteers.

Each kind has a total (one SQL aggregate) and the lines behind it (streamed), which name what does not count and why.
Labels name tools and topics, never people: a frozen line keeps only the person's pseudonymous key.
"""

from django.utils.translation import gettext_lazy

from osnowa.programme.evidence import Counting
from osnowa.support.evidence.adoptions import (
    tools_in_routine,
    tools_in_routine_lines,
    tools_introduced,
    tools_introduced_lines,
)
from osnowa.support.evidence.consultations import (
    consultation_hours,
    consultation_hours_lines,
    consultations,
    consultations_lines,
    organisations_supported,
    organisations_supported_lines,
)
from osnowa.support.evidence.hours import volunteer_hours, volunteer_hours_lines

COUNTINGS: tuple[Counting, ...] = (
    Counting(
        "support.tools_introduced",
        gettext_lazy("Tools introduced in organisations"),
        gettext_lazy("introductions of tools"),
        gettext_lazy(
            "Tools that an organisation or group began to use in the period, on trial or in routine. One tool in one "
            "organisation counts once, on the day on which its use began. A tool that was left later still counts; one "
            "whose use turned out to be a mistake in the record does not."
        ),
        tools_introduced,
        tools_introduced_lines,
    ),
    Counting(
        "support.tools_in_routine",
        gettext_lazy("Tools in routine use"),
        gettext_lazy("introductions of tools"),
        gettext_lazy(
            "Tools that came into an organisation's routine use in the period and are in it today. "
            "A tool that was left does not count."
        ),
        tools_in_routine,
        tools_in_routine_lines,
    ),
    Counting(
        "support.organisations_supported",
        gettext_lazy("Organisations and groups supported by mentors"),
        gettext_lazy("organisations and groups"),
        gettext_lazy(
            "Organisations and informal groups with at least one consultation in the period that they confirmed. "
            "Each counts once, on the day of its first one."
        ),
        organisations_supported,
        organisations_supported_lines,
    ),
    Counting(
        "support.consultations",
        gettext_lazy("Consultations of mentors"),
        gettext_lazy("consultations"),
        gettext_lazy("Consultations held in the period that the organisation, not the mentor, confirmed."),
        consultations,
        consultations_lines,
    ),
    Counting(
        "support.consultation_hours",
        gettext_lazy("Hours of consultations"),
        gettext_lazy("hours"),
        gettext_lazy(
            "Clock hours (60 minutes), in quarters, of consultations held in the period that the organisation "
            "confirmed."
        ),
        consultation_hours,
        consultation_hours_lines,
    ),
    Counting(
        "support.volunteer_hours",
        gettext_lazy("Hours of professional volunteers"),
        gettext_lazy("hours"),
        gettext_lazy(
            "Clock hours (60 minutes), in quarters, that professional volunteers worked in the period and that a "
            "coordinator approved. Nobody approves their own."
        ),
        volunteer_hours,
        volunteer_hours_lines,
    ),
)
