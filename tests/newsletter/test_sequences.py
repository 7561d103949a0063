"""Series of letters: a welcome after the yes, letters around a cycle; each once, none late, none to who left."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.newsletter.actions.sequences import save_step, switch_sequence
from osnowa.newsletter.clock import write_sequences
from osnowa.newsletter.models import Sequence, SequenceLetter, SequenceStep
from osnowa.programme.models import Role
from tests.factories.newsletter import (
    ReaderFactory,
    SequenceFactory,
    SequenceStepFactory,
    SubscriptionFactory,
)
from tests.factories.people import PersonFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory
from tests.newsletter.signing_in import sign_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def written():
    return [(row.subject, row.to) for row in OutgoingMail.objects.order_by("pk")]


def test_each_new_reader_gets_the_welcome_once():
    step = SequenceStepFactory(subject="Dzień dobry")
    later = SequenceStepFactory(sequence=step.sequence, subject="Po tygodniu", days=7, position=2)
    SequenceStepFactory(sequence=SequenceFactory(started_at=None), subject="Wyłączone")
    now = clock.now()
    ReaderFactory(email="dawna@laka.pl", confirmed_at=now - 20 * DAY)
    ReaderFactory(email="czeka@laka.pl", confirmed_at=None)
    SubscriptionFactory(reader__email="obca@laka.pl")
    new = ReaderFactory(email="nowa@laka.pl")
    write_sequences()
    write_sequences()
    assert written() == [("Dzień dobry", "nowa@laka.pl")]
    letter = OutgoingMail.objects.get()
    assert f"/newsletter/czytam/{new.token}/wypisz/" in letter.text
    assert letter.unsubscribe_url.endswith("/wypisz/")
    with clock.at(now + 7 * DAY + dt.timedelta(hours=1)):
        write_sequences()
    assert written()[1:] == [("Po tygodniu", "nowa@laka.pl")]
    assert SequenceLetter.objects.filter(step=later).count() == 1


def test_letters_around_a_cycle_go_to_readers_with_a_place():
    programme = ProgrammeFactory()
    sequence = SequenceFactory(programme=programme, kind=Sequence.Kind.CYCLE)
    anchor = SequenceStep.Anchor
    SequenceStepFactory(sequence=sequence, anchor=anchor.FIRST_SESSION, days=-3, subject="Przed")
    SequenceStepFactory(sequence=sequence, anchor=anchor.LAST_SESSION, days=1, subject="Po")
    cycle = CycleFactory(programme=programme)
    sessions = list(cycle.sessions.order_by("starts_at"))
    first, last = sessions[0].starts_at, sessions[-1].ends_at
    Sequence.objects.update(started_at=first - 30 * DAY)
    for email, state in (("ma@laka.pl", "placed"), ("czeka@laka.pl", "reserve")):
        EnrolmentFactory(cycle=cycle, person=PersonFactory(email=email), state=state)
        ReaderFactory(email=email, confirmed_at=first - 40 * DAY)
    EnrolmentFactory(cycle=cycle, person=PersonFactory(email="bez-zgody@laka.pl"))
    morning = clock.moment((first - 3 * DAY).astimezone(clock.WARSAW).date(), dt.time(9))
    for moment in (morning - dt.timedelta(minutes=5), morning, morning + DAY):
        with clock.at(moment):
            write_sequences()
    assert written() == [("Przed", "ma@laka.pl")]
    with clock.at(last + 2 * DAY):
        write_sequences()
    assert written() == [("Przed", "ma@laka.pl"), ("Po", "ma@laka.pl")]


def test_the_team_puts_a_series_together_and_switches_it_on(client):
    programme = ProgrammeFactory(slug="razem")
    bob = sign_in(client, TeamMemberFactory(programme=programme, role=Role.EDITOR).account)
    base = "/praca/razem/newsletter/serie/"
    bob.post(f"{base}dodaj/", {"kind": "cycle", "name": "Wokół cyklu"})
    made = Sequence.objects.get()
    bob.post(f"{base}{made.pk}/wlacz/", {"deed": "on"})
    made.refresh_from_db()
    assert made.started_at is None, "there is no letter in it"
    letter = {
        "when": "before_first",
        "days": "3",
        "subject": "Przed cyklem",
        "body": "Dzień dobry!\n\nDo zobaczenia.",
    }
    assert bob.post(f"{base}{made.pk}/list/", {**letter, "when": "after_yes"}).status_code == 200
    bob.post(f"{base}{made.pk}/list/", letter)
    step = SequenceStep.objects.get()
    assert (step.anchor, step.days) == ("first_session", -3)
    bob.post(f"{base}{made.pk}/wlacz/", {"deed": "on"})
    page = bob.get(f"{base}{made.pk}/").content.decode()
    assert "3 dni przed pierwszym spotkaniem" in page
    bob.post(f"{base}{made.pk}/list/{step.pk}/", {**letter, "days": "5", "deed": "save"})
    step.refresh_from_db()
    assert step.days == -5
    bob.post(f"{base}{made.pk}/list/{step.pk}/", {"deed": "remove"})
    made.refresh_from_db()
    assert (made.steps.count(), made.started_at) == (0, None)


def test_a_welcome_cannot_go_before_the_yes():
    sequence = SequenceFactory(started_at=None)
    account = TeamMemberFactory(programme=sequence.programme, role=Role.COORDINATOR).account
    save_step(None, sequence=sequence, anchor="confirmed", days=0, subject="A", body="B", by=account)
    switch_sequence(sequence, on=True, by=account)
    first = switch_sequence(sequence, on=True, by=account).started_at
    assert switch_sequence(sequence, on=True, by=account).started_at == first
