"""Organisations offer, seek, answer and meet. Members write; the coordinator hides what does not belong."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from osnowa.cooperation.actions.announcements import announce, close_announcement
from osnowa.cooperation.actions.answers import (
    accept_answer,
    answer_announcement,
    decline_answer,
    note_outcome,
    withdraw_answer,
)
from osnowa.cooperation.actions.moderation import hide_announcement
from osnowa.cooperation.models import Announcement, Answer
from osnowa.lib import clock
from osnowa.people.models import Account, Organisation
from osnowa.portal.demonstration.announcements import ANNOUNCEMENTS, AnnouncementText, AnswerText
from osnowa.portal.demonstration.calendar import DAY
from osnowa.portal.demonstration.story.scene import MINUTE, Scene

ANSWERED_BY = 5  # places further in the list of members: never the announcing organisation itself
Speaker = tuple[Organisation, Account]


def plan_cooperation(scene: Scene) -> None:
    """Called by a deed after members were confirmed: nobody else may write. The future is left out."""
    if len(scene.members) <= ANSWERED_BY + 1:
        return
    for number, words in enumerate(ANNOUNCEMENTS):
        day = scene.calendar.today - DAY * words.days
        at = clock.moment(day, dt.time(9 + number % 8, number * 37 % 60))
        moment = max(at, clock.now() + MINUTE * (20 + number))
        scene.timeline.at(moment, partial(_announce, scene, number, words))


def _announce(scene: Scene, number: int, words: AnnouncementText) -> None:
    organisation, account = _speaker(scene, number)
    made = announce(
        organisation,
        kind=words.kind,
        title=words.title,
        body=words.text,
        topic=words.topic,
        valid_until=clock.today() + dt.timedelta(days=words.lasts),
        programme=scene.programme,
        submission_key=f"pokaz-wspolpraca-{number}",
        by=account,
    )
    for place, answer in enumerate(words.answers):
        later = clock.now() + DAY * answer.days + MINUTE * 95
        _plan(scene, later, partial(_answer, scene, made, number, place, answer))
    if words.end == "hidden":
        _plan(scene, clock.now() + MINUTE * 180, partial(_hide, scene, made))
    if words.end == "closed":
        _plan(scene, clock.now() + DAY * 12, partial(_close, scene, made, account))


def _answer(scene: Scene, made: Announcement, number: int, place: int, words: AnswerText) -> None:
    organisation, account = _speaker(scene, number + ANSWERED_BY + place * 3)
    _owner, author = _speaker(scene, number)
    if organisation.pk == made.organisation_id:
        return
    answer = answer_announcement(made, organisation, words.text, by=account)
    deeds = {
        "accepted": partial(accept_answer, answer, by=author),
        "declined": partial(decline_answer, answer, words.word, by=author),
        "withdrawn": partial(withdraw_answer, answer, by=account),
    }
    if words.fate in deeds:
        _plan(scene, clock.now() + DAY + MINUTE * 20, deeds[words.fate])
    if words.came_of:
        _plan(scene, clock.now() + DAY * 4, partial(_note, answer, words.came_of, account))


def _note(answer: Answer, came_of: str, account: Account) -> None:
    note_outcome(answer, came_of, clock.today(), by=account)


def _hide(scene: Scene, made: Announcement) -> None:
    hide_announcement(
        made,
        "To reklama usługi, a nie propozycja współpracy. Tablica służy organizacjom i grupom.",
        programme_id=scene.programme.pk,
        by=scene.coordinator,
    )


def _close(_scene: Scene, made: Announcement, account: Account) -> None:
    close_announcement(made, Announcement.Outcome.HERE, by=account)


def _plan(scene: Scene, moment: dt.datetime, deed: Callable[[], object]) -> None:
    if moment < scene.timeline.now:
        scene.timeline.at(moment, deed)


def _speaker(scene: Scene, number: int) -> Speaker:
    """Fresh accounts: rights are remembered on the account that was asked."""
    organisation, account = scene.members[number % len(scene.members)]
    return Organisation.objects.get(pk=organisation.pk), Account.objects.get(pk=account.pk)
