"""The whole story, from the agreement to an hour ago, in the order in which it happened."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import F

from osnowa.cooperation.models import Announcement
from osnowa.coworking.models import Booking, Visit
from osnowa.knowledge.actions import publish_news
from osnowa.knowledge.models import KINDS, LibraryText
from osnowa.learning.models import Sitting, SurveyAnswer
from osnowa.lib import clock, search
from osnowa.lib.models import OutgoingMail
from osnowa.newsletter.models import Delivery, Reader
from osnowa.people.models import Organisation, Person
from osnowa.portal.actions import change_own_account
from osnowa.portal.demonstration.calendar import DAY, last_working_day, next_working_day
from osnowa.portal.demonstration.names import EDITOR, TEAM
from osnowa.portal.demonstration.news import NEWS, News
from osnowa.portal.demonstration.story import coworking, members, registry, setting
from osnowa.portal.demonstration.story.catalogue import plan_tools
from osnowa.portal.demonstration.story.cooperation import plan_cooperation
from osnowa.portal.demonstration.story.finding import plan_finding
from osnowa.portal.demonstration.story.forms import plan_forms
from osnowa.portal.demonstration.story.knowledge import plan_knowledge
from osnowa.portal.demonstration.story.learning import plan_learning
from osnowa.portal.demonstration.story.library import plan_library
from osnowa.portal.demonstration.story.messages import plan_messages
from osnowa.portal.demonstration.story.newsletter import plan_newsletter
from osnowa.portal.demonstration.story.preparing import plan_preparing
from osnowa.portal.demonstration.story.ranking import plan_ranking
from osnowa.portal.demonstration.story.readers import plan_readers
from osnowa.portal.demonstration.story.reading import plan_reading
from osnowa.portal.demonstration.story.recruiting import plan_recruitment
from osnowa.portal.demonstration.story.reports import plan_reports
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.portal.demonstration.story.spreading import plan_spreading
from osnowa.portal.demonstration.story.support import plan_support
from osnowa.portal.demonstration.story.teaching import plan_teaching
from osnowa.portal.demonstration.story.timetable import plan_timetable
from osnowa.portal.queries.service import service_rows
from osnowa.programme.actions import issue_service_paper
from osnowa.programme.models import ServicePaper
from osnowa.spreading.models import Handout, ShortLink
from osnowa.support.models import Adoption, Consultation, WorkLog
from osnowa.workshops.models import Attendance, Certificate, Cycle, Enrolment, Session


@dataclass(frozen=True)
class Told:
    """What the story made: words for the terminal and their numbers."""

    counts: tuple[tuple[str, int], ...]
    deeds: int


@transaction.atomic
def tell(now: dt.datetime) -> Told:
    """Make the demonstration as of `now`. All or nothing. The database must hold nothing yet."""
    scene = Scene.set(now, now.astimezone(clock.WARSAW).date())
    _plan(scene)
    with search.gathered():
        deeds = scene.timeline.play()
    with clock.at(now):
        registry.mark_as_example()
        _deliver()
    return Told(counts=_counts(), deeds=deeds)


def _plan(scene: Scene) -> None:
    at, start = scene.timeline.at, scene.setup_at
    at(start, partial(registry.found_operators, scene))
    at(start + MINUTE * 5, partial(setting.set_up_programme, scene))
    at(start + MINUTE * 40, partial(setting.invite_team, scene))
    at(start + MINUTE * 70, partial(_introduce_themselves, scene))
    at(start + MINUTE * 75, partial(setting.set_up_other_programme, scene))
    at(start + MINUTE * 95, partial(setting.promise, scene))
    at(start + MINUTE * 150, partial(registry.fill_registry, scene))
    setting.plan_cycles(scene)
    plan_ranking(scene)
    plan_forms(scene)
    plan_recruitment(scene)
    plan_teaching(scene)
    plan_preparing(scene)
    plan_messages(scene)
    plan_learning(scene)
    second_closed = scene.cycle_days[2].closes_at + MINUTE * 600
    at(second_closed, partial(registry.settle_early_doubts, scene))
    at(second_closed + DAY, partial(registry.merge_cyclists, scene))
    at(second_closed + DAY + MINUTE * 30, partial(members.confirm_members, scene))
    at(second_closed + DAY + MINUTE * 35, partial(plan_support, scene))
    at(second_closed + DAY + MINUTE * 40, partial(coworking.live_in, scene))
    at(second_closed + DAY + MINUTE * 45, partial(plan_cooperation, scene))
    at(second_closed + DAY + MINUTE * 50, partial(plan_finding, scene))
    fourth_closing = last_working_day(scene.cycle_days[4].closes_at.astimezone(clock.WARSAW).date())
    at(clock.moment(fourth_closing, dt.time(10, 40)), partial(registry.register_the_garden, scene))
    at(clock.moment(fourth_closing, dt.time(10, 55)), partial(registry.settle_early_doubts, scene))
    at(scene.timeline.now - dt.timedelta(hours=20), partial(members.ask_to_act, scene))
    at(scene.timeline.now - dt.timedelta(hours=22), partial(_certify_work, scene))
    at(scene.timeline.now - dt.timedelta(hours=21), partial(members.renew_evaluator, scene))
    coworking.plan_coworking(scene)
    plan_reports(scene)
    plan_knowledge(scene)
    plan_newsletter(scene)
    plan_spreading(scene)
    plan_tools(scene)
    plan_library(scene)
    plan_timetable(scene)
    plan_readers(scene)
    plan_reading(scene)
    for news in NEWS:
        day = _day_of(scene, news)
        at(clock.moment(day, dt.time(10, 15)), partial(_publish, scene, news))


def _day_of(scene: Scene, news: News) -> dt.date:
    first_end = scene.cycle_days[1].days[-1]
    if news.after == "today":
        return last_working_day(scene.calendar.today + DAY * (news.days + 1))
    first = scene.calendar.period.start if news.after == "start" else first_end
    return next_working_day(first + DAY * news.days)


def _publish(scene: Scene, news: News) -> None:
    publish_news(
        title=news.title,
        lead=news.lead,
        body=news.body.strip(),
        published_on=clock.today(),
        programme=scene.programme,
        is_example=news.is_example,
        by=scene.account(EDITOR),
    )


def _introduce_themselves(scene: Scene) -> None:
    for member in TEAM:
        if member.about:
            account = scene.account(member)
            scene.accounts[member.email] = change_own_account(
                account, name=member.name, about=member.about, language="pl", by=account
            )


def _certify_work(scene: Scene) -> None:
    """The trainer and the volunteer with most hours asked for a paper about their work."""
    rows = service_rows(scene.programme)
    for kind in (ServicePaper.Kind.TRAINER, ServicePaper.Kind.VOLUNTEER):
        of_kind = [row for row in rows if row.kind == kind]
        if of_kind:
            most = max(of_kind, key=lambda row: row.served.minutes)
            issue_service_paper(
                scene.programme,
                most.account,
                kind,
                hours=most.served.hours,
                first_on=most.served.first_on,
                last_on=most.served.last_on,
                work=list(most.served.work),
                by=scene.coordinator,
            )


def _deliver() -> None:
    """Letters of the past left a moment after they were written; in the demonstration nothing leaves the machine."""
    OutgoingMail.objects.filter(state=OutgoingMail.State.QUEUED, next_try_at__lte=clock.now()).update(
        state=OutgoingMail.State.SENT, sent_at=F("next_try_at"), tries=1
    )


def _counts() -> tuple[tuple[str, int], ...]:
    library = LibraryText.objects.filter(page__live=True).count()
    return (
        ("organisations and groups", Organisation.objects.filter(merged_into=None).count()),
        ("people", Person.objects.count()),
        ("cycles", Cycle.objects.count()),
        ("sessions", Session.objects.count()),
        ("enrolments", Enrolment.objects.count()),
        ("attendance marks", Attendance.objects.count()),
        ("certificates", Certificate.objects.count()),
        ("tests taken", Sitting.objects.filter(finished_at__isnull=False).count()),
        ("answers to surveys", SurveyAnswer.objects.count()),
        ("tools in organisations", Adoption.objects.count()),
        ("consultations", Consultation.objects.count()),
        ("hours of volunteers, entries", WorkLog.objects.count()),
        ("articles and tools", sum(kind.objects.live().count() for kind in KINDS) - library),
        ("texts of the starter library", library),
        ("bookings", Booking.objects.count()),
        ("visits", Visit.objects.count()),
        ("announcements", Announcement.objects.count()),
        ("readers of the newsletter", Reader.objects.count()),
        ("newsletters sent", Delivery.objects.filter(state=Delivery.State.SENT).count()),
        ("prints handed out", Handout.objects.count()),
        ("posters with codes", ShortLink.objects.count()),
        ("letters", OutgoingMail.objects.count()),
    )
