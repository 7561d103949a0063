"""Readers of the newsletter gather: from the form, with sign-ups, from a list of the fair; some pause or leave."""

import datetime as dt
import random
from functools import partial

from osnowa.lib import audit, clock
from osnowa.newsletter.actions.bounces import note_bounce
from osnowa.newsletter.actions.lists import save_list, save_segment
from osnowa.newsletter.actions.readers import ask_for_letters, confirm_reader, end_reader, pause_reader
from osnowa.newsletter.actions.sequences import save_sequence, save_step, switch_sequence, write_step
from osnowa.newsletter.actions.sheets import import_sheet, keep_sheet
from osnowa.newsletter.actions.taking_over import take_over_consents
from osnowa.newsletter.models import MailingList, Sequence, SequenceStep
from osnowa.newsletter.queries.readers import reader_of
from osnowa.newsletter.queries.sequences import steps_running
from osnowa.people.actions import give_consent
from osnowa.people.models import Person
from osnowa.portal.demonstration.calendar import DAY
from osnowa.portal.demonstration.names import EDITOR, People
from osnowa.portal.demonstration.story.scene import MINUTE, Scene

FROM_THE_FORM = 18
UNCONFIRMED = (5, FROM_THE_FORM - 1)  # by order of arrival: one long ago (deleted since), one just now
WITH_SIGN_UPS = 7
PAUSED, LEFT, RETURNED = 2, 4, 6
DATES = ("Terminy warsztatów", "Kiedy ruszają zapisy i są wolne miejsca. Dwa razy w miesiącu.")
TOOLS = ("Narzędzia i teksty", "Sprawdzone programy i krótkie poradniki. Raz w miesiącu.")
WELCOME = (
    "Dzień dobry w newsletterze!",
    "Dzień dobry,\n\npiszemy rzadko i krótko: kiedy ruszają warsztaty i co warto przeczytać.",
)
BEFORE = (
    "Za trzy dni zaczynamy",
    "Dzień dobry,\n\nprzed pierwszym spotkaniem warto mieć pod ręką hasło do poczty organizacji. Resztę zrobimy razem.",
)
AFTER = (
    "Co dalej po warsztatach?",
    "Dzień dobry,\n\ndziękujemy za wspólne spotkania. Mentorzy pomogą wprowadzić nowe narzędzia: wystarczy napisać.",
)
ORIGIN = "Listy papierowe z targów organizacji, zgody leżą w segregatorze w biurze"
FROM_THE_FAIR = (
    "kgw.narew@poczta.example",
    "dorota.gryka@skrzynka.example",
    "osp.suraz@poczta.example",
    "biuro@nadnarwia.example",
)
WAITING_SHEET = (
    ("m.lasota@poczta.example", "tak"),
    ("M.Lasota@poczta.example", "tak"),
    ("jan.kruk(at)poczta.example", "tak"),
    ("noreply@gmina.example", "tak"),
    ("h.wasiluk@skrzynka.example", "nie"),
    ("kontakt@podlaskie-babki.example", "tak"),
    ("dorota.gryka@skrzynka.example", "tak"),
)


def plan_readers(scene: Scene) -> None:
    at, now = scene.timeline.at, scene.timeline.now
    start = scene.setup_at + DAY * 8
    people = People(random.Random(31))  # noqa: S311  dice of their own: the rest of the story stays as it is
    emails = [people.one().email for _n in range(FROM_THE_FORM)]
    at(start, partial(_set_up, scene))
    between = (now - DAY * 2 - start) / FROM_THE_FORM
    for n, email in enumerate(emails):
        moment = _in_daylight(start + between * n, n)
        at(moment, partial(_ask, n, email))
        if n not in UNCONFIRMED:
            at(moment + MINUTE * 9, partial(_confirm, email))
    at(_in_daylight(now - DAY * 30, 1), partial(_from_the_fair, scene))
    at(_in_daylight(now - DAY * 20, 2), partial(_agree_with_sign_ups, scene))
    at(_in_daylight(now - DAY * 9, 3), partial(_change, emails))
    at(_in_daylight(now - DAY * 8, 4), partial(_group, scene))
    at(now - MINUTE * 150, partial(_bring_a_list, scene))


def _in_daylight(moment: dt.datetime, n: int) -> dt.datetime:
    """The same day at an hour at which people are up."""
    return clock.moment(moment.astimezone(clock.WARSAW).date(), dt.time(9 + n * 5 % 11, n * 13 % 60))


def _set_up(scene: Scene) -> None:
    for title, description in (DATES, TOOLS):
        save_list(
            None,
            programme=scene.programme,
            title=title,
            description=description,
            is_public=True,
            by=scene.coordinator,
        )
    editor = scene.account(EDITOR)
    anchor = SequenceStep.Anchor
    for kind, name, letters in (
        (Sequence.Kind.WELCOME, "Powitanie", [(anchor.CONFIRMED, 0, *WELCOME)]),
        (
            Sequence.Kind.CYCLE,
            "Wokół cyklu",
            [(anchor.FIRST_SESSION, -3, *BEFORE), (anchor.LAST_SESSION, 2, *AFTER)],
        ),
    ):
        sequence = save_sequence(None, programme=scene.programme, kind=kind, name=name, by=editor)
        for where, days, subject, body in letters:
            save_step(None, sequence=sequence, anchor=where, days=days, subject=subject, body=body, by=editor)
        switch_sequence(sequence, on=True, by=editor)


def _ask(n: int, email: str) -> None:
    lists = list(MailingList.objects.order_by("position"))
    ask_for_letters(
        email=email, lists=lists if n % 3 else lists[: 1 + n % 2], language="pl", by=audit.PARTICIPANT
    )


def _confirm(email: str) -> None:
    reader = reader_of(email)
    if reader is not None:
        confirm_reader(reader, by=audit.PARTICIPANT)
        for step in steps_running().filter(anchor=SequenceStep.Anchor.CONFIRMED):
            write_step(step)


def _from_the_fair(scene: Scene) -> None:
    sheet = keep_sheet(
        scene.programme,
        name="targi-organizacji.csv",
        header=["e-mail"],
        rows=[[email] for email in FROM_THE_FAIR],
        origin=ORIGIN,
        has_proof=True,
        lists=list(MailingList.objects.order_by("position")[:1]),
        by=scene.coordinator,
    )
    import_sheet(sheet, by=scene.coordinator)


def _agree_with_sign_ups(scene: Scene) -> None:
    """Some participants agreed to news on the page of their sign-up."""
    agreed = Person.objects.filter(enrolments__cycle__programme=scene.programme).exclude(email="")
    for person in agreed.distinct().order_by("pk")[:WITH_SIGN_UPS]:
        give_consent(person, "newsletter", by=audit.PARTICIPANT)
    take_over_consents()


def _change(emails: list[str]) -> None:
    paused, left, returned = (reader_of(emails[n]) for n in (PAUSED, LEFT, RETURNED))
    if paused is not None:
        pause_reader(paused, 30, by=audit.PARTICIPANT)
    if left is not None:
        end_reader(left, by=audit.PARTICIPANT)
    if returned is not None:
        note_bounce(
            returned.email,
            "hard",
            "mailbox",
            event_key="demonstration",
            code="5.1.1",
            diagnostic="smtp; 550 5.1.1 User unknown",
        )


def _group(scene: Scene) -> None:
    save_segment(
        None,
        programme=scene.programme,
        name="Mają miejsce w cyklu",
        chosen={"roles": ["participant"]},
        by=scene.account(EDITOR),
    )


def _bring_a_list(scene: Scene) -> None:
    """A list with the usual rubbish waits for the coordinator's look."""
    keep_sheet(
        scene.programme,
        name="piknik-organizacji.csv",
        header=["e-mail", "zgoda"],
        rows=[list(row) for row in WAITING_SHEET],
        origin="Piknik organizacji, kartki z podpisami w biurze",
        has_proof=False,
        lists=list(MailingList.objects.order_by("position")[:1]),
        by=scene.coordinator,
    )
