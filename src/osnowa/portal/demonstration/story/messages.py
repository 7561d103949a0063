"""Free places are offered and answered; reminders are on; the coordinator writes to the running cycle."""

import datetime as dt
from functools import partial

from osnowa.lib import audit
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.workshops.actions.cycles import change_cycle
from osnowa.workshops.actions.enrolment import cancel_enrolment
from osnowa.workshops.actions.messages import send_letter, switch_message, write_due_messages, write_message
from osnowa.workshops.actions.offers import accept_offer, decline_offer
from osnowa.workshops.actions.places import release_places
from osnowa.workshops.models import Cycle, Enrolment, MessageKind
from osnowa.workshops.rules.message_texts import Words

HOUR = MINUTE * 60
FULL, RUNNING = 5, 4  # the full cycle, where places are offered, and the one that runs
FIRST_TO_GO, SECOND_TO_GO = 0, 2  # by order of arrival: who gives up a place of the full cycle
HOURS_TO_ANSWER = 24
ON = (MessageKind.WEEK_BEFORE, MessageKind.CONFIRM, MessageKind.DAY_BEFORE, MessageKind.AFTER)
IN_OWN_WORDS = Words(
    "Do zobaczenia na spotkaniu: {spotkanie}",
    "Dzień dobry,\n\njutro się widzimy. Temat: „{spotkanie}”.\n\nKiedy: {data}, {godzina}\nGdzie: {miejsce}\n\n"
    "Weź laptop i ładowarkę. Kawa i herbata będą na miejscu.",
    "See you at the session: {session}",
    "Hello,\n\nwe meet tomorrow. Topic: “{session}”.\n\nWhen: {date}, {time}\nWhere: {place}\n\n"
    "Bring a laptop and its charger. There will be coffee and tea.",
)
ABOUT_THE_BOARD = Words(
    "Zdjęcia tablicy z ostatniego spotkania",
    "Dzień dobry,\n\nzdjęcia tablicy są u nas w biurze i na wspólnym dysku. Kto chce je dostać e-mailem, niech odpowie "
    "na tę wiadomość.\n\nDo zobaczenia!",
    "",
    "",
)


def plan_messages(scene: Scene) -> None:
    now, days = scene.timeline.now, scene.cycle_days[RUNNING]
    at = scene.timeline.at
    at(days.starts_at(0) - dt.timedelta(days=12), partial(_switch_on, scene))
    for index in range(2):
        at(days.starts_at(index) - HOUR * 23, partial(_write, scene))
    at(days.ends_at(1) + HOUR * 14, partial(_write, scene))
    at(days.ends_at(1) + HOUR * 19, partial(_about_the_board, scene))
    at(now - HOUR * 72, partial(_ask_first, scene))
    at(now - HOUR * 50, partial(_give_up, scene, FIRST_TO_GO))
    at(now - HOUR * 50 + MINUTE * 11, partial(_release, scene))
    at(now - HOUR * 47, partial(_answer, scene, yes=False))
    at(now - HOUR * 45, partial(_answer, scene, yes=True))
    at(now - HOUR * 4, partial(_give_up, scene, SECOND_TO_GO))
    at(now - HOUR * 4 + MINUTE * 11, partial(_release, scene))


def _switch_on(scene: Scene) -> None:
    write_message(scene.programme, MessageKind.DAY_BEFORE, IN_OWN_WORDS, by=scene.coordinator)
    for kind in ON:
        switch_message(scene.programme, kind, on=True, by=scene.coordinator)


def _cycle(scene: Scene, number: int) -> Cycle:
    return Cycle.objects.select_related("programme__operator").get(pk=scene.cycles[number].pk)


def _write(scene: Scene) -> None:
    write_due_messages(_cycle(scene, RUNNING))


def _about_the_board(scene: Scene) -> None:
    send_letter(
        _cycle(scene, RUNNING), "placed", ABOUT_THE_BOARD, submission_key="pokaz", by=scene.coordinator
    )


def _ask_first(scene: Scene) -> None:
    change_cycle(_cycle(scene, FULL), offer_hours=HOURS_TO_ANSWER, by=scene.coordinator)


def _give_up(scene: Scene, order: int) -> None:
    if (FULL, order) in scene.enrolments:
        cancel_enrolment(scene.enrolments[FULL, order], by=audit.PARTICIPANT)


def _release(scene: Scene) -> None:
    release_places(scene.cycles[FULL])


def _answer(scene: Scene, *, yes: bool) -> None:
    """Whoever is asked at this moment answers."""
    asked = Enrolment.objects.filter(cycle=scene.cycles[FULL], offered_until__isnull=False)
    for enrolment in asked.select_related("cycle__programme__operator", "person"):
        (accept_offer if yes else decline_offer)(enrolment, by=audit.PARTICIPANT)
