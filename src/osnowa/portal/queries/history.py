"""The audit log in words: who did what to which thing, with the way to it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.cooperation.models import Announcement, Answer
from osnowa.knowledge.models import OutsideReview
from osnowa.learning.models import Framework, Item, Sitting, Theme
from osnowa.lib import audit
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.models import Account
from osnowa.programme.models import Activity, Indicator, Programme, TeamMember
from osnowa.reporting.models import Report
from osnowa.support.models import Adoption, Consultation, WorkLog
from osnowa.ui.words import day
from osnowa.workshops.models import Attendance, Certificate, Cycle, Enrolment, Material, Session


@dataclass(frozen=True)
class Line:
    """One deed. `url` is empty where the thing has no page of its own, or is gone."""

    happened_at: dt.datetime
    who: str
    deed: str
    thing: str
    url: str


@dataclass(frozen=True)
class Kind:
    """How a thing of one kind is named and found. People's names are never shown here: the page behind has them."""

    model: type[Model]
    name: Callable[[Any], str]
    path: Callable[[Any], tuple[str, list[Any]]] | None = None
    related: tuple[str, ...] = ()


def _cycle(cycle: Cycle) -> str:
    return _("cycle %(number)d: %(title)s") % {"number": cycle.number, "title": cycle.title}


def _session(session: Session) -> str:
    return _("cycle %(cycle)d, session %(session)d") % {
        "cycle": session.cycle.number,
        "session": session.number,
    }


def _announcement(announcement: Announcement) -> str:
    """By its number: what people wrote in it may be theirs to take back."""
    return _("announcement no. %(number)d") % {"number": announcement.pk}


def _to_cycle(cycle: Cycle) -> tuple[str, list[Any]]:
    return "workshops:work_cycle", [cycle.number]


KINDS: dict[str, Kind] = {
    kind.model._meta.label_lower: kind  # noqa: SLF001  the public name of a model's kind
    for kind in (
        Kind(Cycle, _cycle, _to_cycle),
        Kind(
            Session,
            _session,
            lambda session: (
                _to_cycle(session.cycle)
                if session.is_called_off
                else ("workshops:attendance", [session.cycle.number, session.number])
            ),
            ("cycle",),
        ),
        Kind(
            Material,
            lambda material: material.title,
            lambda material: _to_cycle(material.session.cycle),
            ("session__cycle",),
        ),
        Kind(
            Attendance,
            lambda mark: _session(mark.session),
            lambda mark: ("workshops:attendance", [mark.session.cycle.number, mark.session.number]),
            ("session__cycle",),
        ),
        Kind(Enrolment, lambda enrolment: enrolment.reference, lambda it: _to_cycle(it.cycle), ("cycle",)),
        Kind(
            Certificate,
            lambda certificate: certificate.number,
            lambda it: ("workshops:certificates", [it.enrolment.cycle.number]),
            ("enrolment__cycle",),
        ),
        Kind(
            Sitting,
            lambda sitting: sitting.enrolment.reference,
            lambda sitting: ("learning:cycle", [sitting.enrolment.cycle.number]),
            ("enrolment__cycle",),
        ),
        Kind(Theme, lambda theme: theme.name_pl, lambda theme: ("learning:theme", [theme.pk])),
        Kind(
            Item,
            lambda item: f"{item.theme.name_pl}, {item}",
            lambda it: ("learning:item", [it.pk]),
            ("theme",),
        ),
        Kind(Framework, str, lambda _it: ("learning:frameworks", [])),
        Kind(Programme, lambda programme: programme.title, lambda _it: ("programme:overview", [])),
        Kind(Activity, str, lambda _it: ("programme:activities", [])),
        Kind(
            Indicator,
            lambda indicator: f"{indicator.number}. {indicator.name}",
            lambda indicator: ("reporting:indicator", [indicator.number]),
        ),
        Kind(TeamMember, lambda member: member.get_role_display(), lambda _it: ("programme:team", [])),
        Kind(
            Report,
            lambda report: f"{day(report.starts_on, weekday=False)} – {day(report.ends_on, weekday=False)}",
            lambda report: ("reporting:report", [report.number]),
        ),
        Kind(
            Adoption,
            lambda adoption: f"{adoption.tool_name}, {adoption.organisation.name}",
            lambda adoption: ("support:adoption", [adoption.pk]),
            ("organisation",),
        ),
        Kind(
            Consultation,
            lambda consultation: (
                f"{day(consultation.held_on, weekday=False)}, {consultation.organisation.name}"
            ),
            lambda consultation: ("support:consultation", [consultation.pk]),
            ("organisation",),
        ),
        Kind(
            WorkLog,
            lambda log: day(log.done_on, weekday=False),
            lambda log: ("support:work_log", [log.pk]),
        ),
        Kind(
            Announcement,
            _announcement,
            lambda announcement: ("cooperation:work_announcement", [announcement.pk]),
        ),
        Kind(
            Answer,
            lambda answer: _announcement(answer.announcement),
            lambda answer: ("cooperation:work_announcement", [answer.announcement_id]),
            ("announcement",),
        ),
        Kind(OutgoingMail, lambda mail: mail.subject, lambda _it: ("portal:mail", [])),
    )
}


def audit_lines(programme: Programme) -> QuerySet[AuditLine]:
    """Deeds in the programme, newest first."""
    return AuditLine.objects.filter(programme_id=programme.pk).order_by("-happened_at", "-id")


def in_words(lines: Iterable[AuditLine], programme: Programme) -> list[Line]:
    """One question for the accounts and one for each kind of thing among the lines."""
    lines = list(lines)
    deeds = audit.registered()
    accounts = _accounts(lines)
    things = _things(lines)
    shown = []
    for line in lines:
        kind = KINDS.get(line.subject_kind)
        thing = things.get((line.subject_kind, line.subject_id))
        deed = deeds.get(line.deed)
        name, url = "", ""
        if kind is not None and thing is not None:
            name = kind.name(thing)
            if kind.path is not None:
                page, rest = kind.path(thing)
                url = reverse(page, args=[programme.slug, *rest])
        label = str(deed.label) if deed else line.deed
        shown.append(
            Line(line.happened_at, _who(line.actor, accounts), label[:1].upper() + label[1:], name, url)
        )
    return shown


def _accounts(lines: list[AuditLine]) -> dict[str, str]:
    """The names behind actors: accounts, and reviewers from outside."""
    names = {f"account:{row.pk}": str(row) for row in Account.objects.filter(pk__in=_ids(lines, "account"))}
    reviews = _ids(lines, "outside_review")
    if reviews:
        names |= {f"outside_review:{row.pk}": row.who for row in OutsideReview.objects.filter(pk__in=reviews)}
    return names


def _ids(lines: list[AuditLine], kind: str) -> set[int]:
    return {int(line.actor.rpartition(":")[2]) for line in lines if line.actor.startswith(f"{kind}:")}


def _who(actor: str, accounts: dict[str, str]) -> str:
    if actor == audit.PARTICIPANT:
        return _("participant")
    if actor == audit.SYSTEM:
        return _("Osnowa, by itself")
    return accounts.get(actor) or _("an account that is gone")


def _things(lines: list[AuditLine]) -> dict[tuple[str, int], Model]:
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for line in lines:
        if line.subject_kind in KINDS:
            wanted[line.subject_kind].add(line.subject_id)
    found: dict[tuple[str, int], Model] = {}
    for label, ids in wanted.items():
        kind = KINDS[label]
        rows = kind.model._base_manager.filter(pk__in=ids).select_related(*kind.related)  # noqa: SLF001
        found.update({(label, row.pk): row for row in rows})
    return found


def mails_of(programme: Programme) -> QuerySet[OutgoingMail]:
    """The programme's letters, newest first, without their bodies."""
    return (
        OutgoingMail.objects.filter(programme_id=programme.pk)
        .order_by("-created_at", "-id")
        .defer("text", "html", "attachments")
    )
