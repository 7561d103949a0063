"""What waits for somebody of the team: one list from all rooms, the most urgent first.

Each room says by its queries what is open; here it is put into words, with the page that mends it. The number of
questions to the database does not grow with the number of tasks.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.cache import caches
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from osnowa.lib import clock, mail
from osnowa.people import queries as people_queries
from osnowa.portal.queries.task import Task
from osnowa.portal.queries.tasks_of_knowledge import knowledge_tasks
from osnowa.portal.queries.tasks_of_learning import test_tasks
from osnowa.portal.queries.tasks_of_newsletter import newsletter_tasks
from osnowa.portal.queries.tasks_of_recruitment import marks_tasks, recruitment_tasks
from osnowa.portal.queries.tasks_of_support import support_tasks
from osnowa.programme.models import Programme
from osnowa.reporting.queries import drafts
from osnowa.ui.words import day as day_words
from osnowa.ui.words import short_date
from osnowa.workshops.models import AccessNeeds, Attendance, Cycle, Enrolment, Session
from osnowa.workshops.queries.attendance import sessions_without_attendance
from osnowa.workshops.queries.certificates import certificates_uncovered
from osnowa.workshops.queries.cycles import cycles_of
from osnowa.workshops.rules import certificates as certificate_rules
from osnowa.workshops.rules.hours import minutes_attended, minutes_between

SOON = dt.timedelta(days=7)
NEEDS_AHEAD = dt.timedelta(days=14)
REPORT_AHEAD = dt.timedelta(days=30)
MAIL_WAITS_TOO_LONG = dt.timedelta(hours=1)  # the worker or the mail server does not answer
DUPLICATES_LAST = 300  # seconds: comparing every name with every other is worth keeping


def tasks_of_coordinator(programme: Programme) -> list[Task]:
    """Everything open in the programme. Overdue first, then by date, what has no date last."""
    cycles = list(cycles_of(programme))
    found = [
        *attendance_tasks(programme, sessions_without_attendance(programme)),
        *_recruitment(programme, cycles),
        *recruitment_tasks(programme, cycles),
        *_reserve(programme, cycles),
        *_needs(programme, cycles),
        *test_tasks(programme, cycles),
        *_certificates(programme, cycles),
        *support_tasks(programme),
        *_organisations(programme),
        *_reports(programme),
        *knowledge_tasks(),
        *newsletter_tasks(programme),
        *_mail(programme),
        *_retention(programme),
    ]
    return sorted(found, key=lambda task: (task.due_on is None, task.due_on or dt.date.max))


def attendance_tasks(programme: Programme, sessions: QuerySet[Session]) -> Iterator[Task]:
    """Sessions that are over: write down who came, close the list."""
    for session in sessions:
        missing = session.placed_count - session.marked_count  # type: ignore[attr-defined]
        ended_on = session.ends_at.astimezone(clock.WARSAW).date()
        names = {"cycle": session.cycle.number, "session": session.number}
        yield Task(
            title=_("Mark attendance: cycle %(cycle)d, session %(session)d") % names
            if missing > 0
            else _("Close the list: cycle %(cycle)d, session %(session)d") % names,
            second=day_words(ended_on, year=False)
            + " · "
            + (
                ngettext("%(count)d person without a mark", "%(count)d people without a mark", missing)
                % {"count": missing}
                if missing > 0
                else _("everybody is marked")
            ),
            deed=pgettext("deed", "Mark") if missing > 0 else pgettext("deed", "Close"),
            url=reverse("workshops:attendance", args=[programme.slug, session.cycle.number, session.number]),
            due_on=ended_on,
        )


def _cycle_url(programme: Programme, cycle: Cycle) -> str:
    return reverse("workshops:work_cycle", args=[programme.slug, cycle.number])


def _recruitment(programme: Programme, cycles: list[Cycle]) -> Iterator[Task]:
    """Cycles whose recruitment opens soon (or has opened) and that nobody can see, or that have no dates."""
    for cycle in cycles:
        opens_on = cycle.recruitment_opens_at.astimezone(clock.WARSAW).date()
        if cycle.recruitment_opens_at > clock.now() + SOON or cycle.recruitment_closes_at <= clock.now():
            continue
        if not cycle.sessions_count:  # type: ignore[attr-defined]
            title, deed = _("Add sessions to cycle %(number)d"), pgettext("deed", "Add")
        elif not cycle.is_published:
            title, deed = _("Publish cycle %(number)d"), pgettext("deed", "Publish")
        else:
            continue
        yield Task(
            title=title % {"number": cycle.number},
            second=_("%(title)s · sign-up from %(day)s")
            % {"title": cycle.title, "day": day_words(opens_on, year=False, weekday=False)},
            deed=deed,
            url=_cycle_url(programme, cycle),
            due_on=opens_on,
        )


def _reserve(programme: Programme, cycles: list[Cycle]) -> Iterator[Task]:
    """A free seat while people wait (somebody must look why), and long queues before the first session."""
    for cycle in cycles:
        waiting, free = cycle.waiting, cycle.capacity - cycle.taken  # type: ignore[attr-defined]
        starts_at = cycle.first_starts_at  # type: ignore[attr-defined]
        if not waiting or starts_at is None or starts_at <= clock.now():
            continue
        starts_on = starts_at.astimezone(clock.WARSAW).date()
        people = ngettext("%(count)d person waits", "%(count)d people wait", waiting) % {"count": waiting}
        if free > 0:
            yield Task(
                title=_("Give a free place: cycle %(number)d") % {"number": cycle.number},
                second=ngettext("%(count)d place is free", "%(count)d places are free", free)
                % {"count": free}
                + " · "
                + people,
                deed=pgettext("deed", "Look"),
                url=_cycle_url(programme, cycle),
                due_on=starts_on,
            )
        elif waiting * 4 >= cycle.capacity:
            yield Task(
                title=_("Long reserve list: cycle %(number)d") % {"number": cycle.number},
                second=people + " · " + _("a bigger room or a second date?"),
                deed=pgettext("deed", "Look"),
                url=_cycle_url(programme, cycle),
            )


def _needs(programme: Programme, cycles: list[Cycle]) -> Iterator[Task]:
    """Somebody said what they need in order to take part, and the first session is near."""
    near = {
        cycle.pk: cycle
        for cycle in cycles
        if cycle.first_starts_at and clock.now() < cycle.first_starts_at <= clock.now() + NEEDS_AHEAD  # type: ignore[attr-defined]
    }
    counted = (
        AccessNeeds.objects.filter(enrolment__cycle__in=near, enrolment__state=Enrolment.State.PLACED)
        .values("enrolment__cycle")
        .annotate(people=Count("id"))
        .order_by("enrolment__cycle")
    )
    for row in counted:
        cycle = near[row["enrolment__cycle"]]
        starts_on = cycle.first_starts_at.astimezone(clock.WARSAW).date()  # type: ignore[attr-defined]
        yield Task(
            title=_("Prepare what people need: cycle %(number)d") % {"number": cycle.number},
            second=ngettext("%(count)d person asks", "%(count)d people ask", row["people"])
            % {"count": row["people"]}
            + ", "
            + _("first session %(day)s") % {"day": day_words(starts_on, year=False)},
            deed=pgettext("deed", "See"),
            url=_cycle_url(programme, cycle),
            due_on=starts_on,
        )


def certificates_due(cycles: list[Cycle]) -> dict[int, int]:
    """Id of a finished cycle -> how many people earned a certificate that was never issued. Three queries."""
    minutes: Counter[int] = Counter()
    unfinished: set[int] = set()
    lengths: dict[int, tuple[dt.datetime, dt.datetime]] = {}
    times = Session.objects.filter(cycle__in=cycles).values_list(
        "pk", "cycle_id", "starts_at", "ends_at", "closed_at"
    )
    for session, cycle, start, end, closed_at in times:
        lengths[session] = (start, end)
        minutes[cycle] += minutes_between(start, end)
        if closed_at is None:
            unfinished.add(cycle)
    share = {
        cycle.pk: cycle.share_for_certificate
        for cycle in cycles
        if cycle.pk in minutes and cycle.pk not in unfinished
    }
    without = dict(
        Enrolment.objects.filter(
            cycle__in=share,
            state=Enrolment.State.PLACED,
            person__erased_at__isnull=True,
            certificates__isnull=True,
        ).values_list("pk", "cycle_id")
    )
    attended: Counter[int] = Counter()
    marks = Attendance.objects.filter(
        session__cycle__in=share, enrolment__certificates__isnull=True, mark__in=Attendance.CAME
    ).values_list("enrolment_id", "session_id", "minutes_missed")
    for enrolment, session, missed in marks:
        attended[enrolment] += minutes_attended(*lengths[session], missed)
    return Counter(
        cycle
        for enrolment, cycle in without.items()
        if certificate_rules.is_earned(attended[enrolment], minutes[cycle], share[cycle])
    )


def _certificates(programme: Programme, cycles: list[Cycle]) -> Iterator[Task]:
    due = certificates_due(cycles)
    for cycle in cycles:
        if cycle.pk in due:
            yield Task(
                title=_("Issue certificates: cycle %(number)d") % {"number": cycle.number},
                second=ngettext(
                    "%(count)d person earned one that was not issued yet",
                    "%(count)d people earned ones that were not issued yet",
                    due[cycle.pk],
                )
                % {"count": due[cycle.pk]},
                deed=pgettext("deed", "Issue"),
                url=reverse("workshops:certificates", args=[programme.slug, cycle.number]),
            )
    uncovered: dict[int, int] = {}
    for certificate in certificates_uncovered(programme):
        number = certificate.enrolment.cycle.number
        uncovered[number] = uncovered.get(number, 0) + 1
    for number, count in sorted(uncovered.items()):
        yield Task(
            title=_("Check certificates: cycle %(number)d") % {"number": number},
            second=ngettext(
                "%(count)d is no longer covered by the hours attended",
                "%(count)d are no longer covered by the hours attended",
                count,
            )
            % {"count": count},
            deed=pgettext("deed", "Check"),
            url=reverse("workshops:certificates", args=[programme.slug, number]),
        )


def _organisations(programme: Programme) -> Iterator[Task]:
    to_settle = (
        people_queries.memberships_to_settle()
        .filter(enrolments__cycle__programme=programme)
        .distinct()
        .count()
    )
    if to_settle:
        yield Task(
            title=_("Settle who people speak for"),
            second=ngettext(
                "%(count)d typed name may mean a known organisation",
                "%(count)d typed names may mean known organisations",
                to_settle,
            )
            % {"count": to_settle},
            deed=pgettext("deed", "Settle"),
            url=reverse("people:memberships_to_settle"),
        )
    asking = (
        people_queries.requests_waiting().filter(enrolments__cycle__programme=programme).distinct().count()
    )
    if asking:
        yield Task(
            title=_("Answer who wants to act for an organisation"),
            second=ngettext("%(count)d person waits", "%(count)d people wait", asking) % {"count": asking},
            deed=pgettext("deed", "Answer"),
            url=reverse("people:requests"),
        )
    to_complete = people_queries.organisations_to_complete().count()
    if to_complete:
        yield Task(
            title=_("Complete organisations"),
            second=ngettext(
                "%(count)d lacks its form or a contact", "%(count)d lack their form or a contact", to_complete
            )
            % {"count": to_complete},
            deed=pgettext("deed", "Complete"),
            url=reverse("people:organisations_to_complete"),
        )
    alike = duplicates_count()
    if alike:
        yield Task(
            title=_("Compare organisations that look alike"),
            second=ngettext("%(count)d pair", "%(count)d pairs", alike) % {"count": alike},
            deed=pgettext("deed", "Compare"),
            url=reverse("people:duplicates"),
        )


def duplicates_count() -> int:
    """Pairs that look like one organisation; counted at most every five minutes for the whole installation."""
    kept = caches["local"].get("portal.duplicates")
    if kept is None:
        kept = len(people_queries.duplicates_suggested())
        caches["local"].set("portal.duplicates", kept, DUPLICATES_LAST)
    return kept


def _reports(programme: Programme) -> Iterator[Task]:
    for report in drafts(programme):
        if report.due_on is None or report.due_on > clock.today() + REPORT_AHEAD:
            continue
        yield Task(
            title=_("Send the report"),
            second=day_words(report.starts_on, weekday=False)
            + " – "
            + day_words(report.ends_on, weekday=False),
            deed=pgettext("deed", "Open"),
            url=reverse("reporting:report", args=[programme.slug, report.number]),
            due_on=report.due_on,
        )


def _mail(programme: Programme) -> Iterator[Task]:
    health = mail.queue_health(programme.pk)
    if health.oldest is not None and health.oldest > MAIL_WAITS_TOO_LONG:
        yield Task(
            title=_("Mail is late"),
            second=ngettext(
                "%(count)d mail waits, since %(moment)s; it is not lost",
                "%(count)d mails wait, the oldest since %(moment)s; they are not lost",
                health.waiting,
            )
            % {"count": health.waiting, "moment": short_date(clock.now() - health.oldest)},
            deed=pgettext("deed", "Look"),
            url=reverse("portal:mail", args=[programme.slug]),
        )
    dead = health.dead
    if dead:
        yield Task(
            title=_("Mails that did not arrive"),
            second=ngettext("%(count)d mail", "%(count)d mails", dead) % {"count": dead},
            deed=pgettext("deed", "Look"),
            url=reverse("portal:mail", args=[programme.slug]),
        )


def _retention(programme: Programme) -> Iterator[Task]:
    """The time of keeping personal data runs out within a month."""
    if programme.warned_for_on == programme.kept_until and programme.kept_until >= clock.today():
        yield Task(
            title=_("Check whose data will be erased"),
            second=_("The time of keeping personal data runs out."),
            deed=pgettext("deed", "Check"),
            url=reverse("portal:retention", args=[programme.slug]),
            due_on=programme.kept_until,
        )


def tasks_of_trainer(programme: Programme, trainer: Any) -> list[Task]:
    """Lists of the trainer's own cycles that wait to be written, and applications that wait for marks."""
    return [
        *attendance_tasks(programme, sessions_without_attendance(programme).filter(cycle__trainers=trainer)),
        *marks_tasks(programme, cycles_of(programme).filter(trainers=trainer)),
    ]
