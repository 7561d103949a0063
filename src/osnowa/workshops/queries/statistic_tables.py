"""The statistics as plain tables, the same for the page's files and for whoever adds them up."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osnowa.workshops.models import Attendance, Cycle, Enrolment
from osnowa.workshops.queries.attendance import attended_by_enrolment, organisation_of
from osnowa.workshops.queries.statistics import Statistics
from osnowa.workshops.rules import hours

Table = tuple[list[str], list[list[Any]]]


def totals(found: Statistics) -> Table:
    header = [
        pgettext("statistics", "What"),
        _("Unit"),
        pgettext("statistics", "How many"),
        _("How it is counted"),
    ]
    return header, [
        [str(row.counting.name), str(row.counting.unit), row.value, str(row.counting.definition)]
        for row in found.totals
    ]


def cycles(found: Statistics) -> Table:
    header = [
        _("No."),
        _("Cycle"),
        _("Sessions planned"),
        _("Sessions held"),
        _("Person-hours"),
        _("Sign-ups"),
        _("Places"),
        _("With a place"),
        _("Came"),
        _("Of them returning"),
        _("Organisations and groups"),
        _("Certificates"),
        _("Came to enough hours"),
        _("Left off"),
        _("Never came"),
        _("Drop-out, %"),
    ]
    return header, [
        [
            row.cycle.number,
            row.cycle.title,
            row.sessions,
            row.sessions_held,
            row.hours,
            row.signed_up,
            row.cycle.capacity,
            row.placed,
            row.people,
            row.returning,
            row.organisations,
            row.certificates,
            *(
                [row.ends.stayed, row.ends.left_off, row.ends.never_came, row.ends.percent]
                if row.ends
                else [None] * 4
            ),
        ]
        for row in found.cycles
    ]


def sign_ups(found: Statistics) -> Table:
    return [_("Day"), _("Sign-ups")], [[day, count] for day, count in found.sign_ups]


def sessions(found: Statistics) -> Table:
    header = [_("Day"), _("Cycle"), _("Session"), _("Title"), _("Expected"), _("Came"), _("Attendance, %")]
    return header, [
        [
            row.day,
            row.session.cycle.number,
            row.session.number,
            row.session.title,
            row.expected,
            row.came,
            row.percent,
        ]
        for row in found.sessions
    ]


def groups(found: Statistics) -> Table:
    header = [
        pgettext("statistics", "Of whom"),
        pgettext("statistics", "Split by"),
        pgettext("part of a figure", "Group"),
        pgettext("statistics", "How many"),
        pgettext("statistics", "Share, %"),
    ]
    return header, [
        [whose, str(split.title), str(part.label), part.amount, part.share]
        for whose, splits in (
            (_("people"), found.people),
            (_("organisations and groups"), found.organisations),
        )
        for split in splits
        for part in split.parts
    ]


# The name in the address -> the table.
TABLES: dict[str, Callable[[Statistics], Table]] = {
    "podsumowanie": totals,
    "cykle": cycles,
    "zapisy": sign_ups,
    "spotkania": sessions,
    "podzial": groups,
}


def attendance_of(cycle: Cycle) -> Table:
    """People times sessions: everybody with a place or with a mark, by name. Three questions.

    `cycle` has its sessions at hand. Hours are those of closed sessions, as on certificates.
    """
    held = list(cycle.sessions.all())
    header = [
        _("No."),
        _("Sign-up number"),
        _("First and last name"),
        _("Organisation or group"),
        *(f"{one.number}. {one.title}" for one in held),
        _("Sessions attended"),
        _("Hours attended"),
    ]
    words = dict(Attendance.Mark.choices)
    marks: dict[tuple[int, int], str] = {}
    for session, who, mark, missed in Attendance.objects.filter(session__cycle=cycle).values_list(
        "session", "enrolment", "mark", "minutes_missed"
    ):
        said = str(words[mark])
        if missed:
            said += " " + _("(%(minutes)d minutes missed)") % {"minutes": missed}
        marks[who, session] = said
    marked = {enrolment for enrolment, _session in marks}
    attended = attended_by_enrolment(cycle)
    people = (
        Enrolment.objects.filter(cycle=cycle)
        .select_related("person", "membership__organisation")
        .order_by("person__sort_key", "pk")
    )
    rows = []
    for enrolment in people:
        if enrolment.state != Enrolment.State.PLACED and enrolment.pk not in marked:
            continue
        enrolment.cycle = cycle
        own = attended.get(enrolment.pk)
        rows.append(
            [
                len(rows) + 1,
                enrolment.reference,
                enrolment.person.name,
                organisation_of(enrolment),
                *(marks.get((enrolment.pk, one.pk), "") for one in held),
                own.sessions if own else 0,
                hours.as_hours(own.minutes if own else 0),
            ]
        )
    return header, rows
