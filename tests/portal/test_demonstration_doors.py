"""One-click ways in and the outbox: in demonstration mode only."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from osnowa.lib import clock, mail
from osnowa.lib.models import OutgoingMail
from osnowa.portal import emails
from osnowa.programme.models import Role
from tests.factories.workshops import CycleFactory, SessionFactory
from tests.portal.conftest import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True


def addresses(letter):
    return [
        ("get", "/demonstracja/"),
        ("post", "/demonstracja/wejscie/coordinator/"),
        ("get", "/demonstracja/poczta/"),
        ("get", f"/demonstracja/poczta/{letter.pk}/"),
        ("get", f"/demonstracja/poczta/{letter.pk}/html/"),
        ("get", f"/demonstracja/poczta/{letter.pk}/0/"),
    ]


@pytest.fixture
def letter(db):
    return mail.queue(
        "portal/no_account",
        to="osoba@example.org",
        language="pl",
        context={"home_url": "http://localhost:8000/"},
        attachments=[mail.Attachment("a.ics", "text/calendar", b"BEGIN:VCALENDAR")],
    )


def test_nothing_of_it_exists_outside_the_demonstration(client, alice, letter, settings):
    assert settings.DEMONSTRATION is False
    for method, path in addresses(letter):
        assert getattr(client, method)(path).status_code == 404, path
    assert "_auth_user_id" not in client.session
    with pytest.raises(CommandError):
        call_command("doors")


@pytest.mark.usefixtures("demonstration")
class TestDemonstration:
    def test_looking_at_the_doors_signs_nobody_in(self, client, alice):
        page = client.get("/demonstracja/?rola=coordinator")
        assert page.context["chosen"].account == alice
        assert page.content.decode().count("btn-primary") == 1
        assert client.get("/demonstracja/wejscie/coordinator/").status_code == 405
        assert "_auth_user_id" not in client.session

    def test_door_leads_the_coordinator_to_work_without_a_code(self, client, alice):
        answer = client.post("/demonstracja/wejscie/coordinator/")
        assert answer["Location"] == "/praca/wiedza/"
        assert client.get("/praca/wiedza/").status_code == 200
        assert OutgoingMail.objects.count() == 0

    def test_door_changes_the_role_without_signing_out(self, client, alice, tomek):
        client.post("/demonstracja/wejscie/coordinator/")
        client.post("/demonstracja/wejscie/trainer/")
        assert client.session["_auth_user_id"] == str(tomek.pk)
        assert client.get("/praca/wiedza/historia/").status_code == 404

    def test_door_of_trainers_leads_to_the_one_whose_list_waits(self, client, programme, tomek):
        """Tomek was first on the team, but his cycle is over; Bob's runs."""
        bob = member(programme, Role.TRAINER, email="bob@example.org", name="Bob Prowadzący")
        now = clock.now()
        for trainer, days, closed in ((tomek, -30, True), (tomek, 20, False), (bob, -1, False)):
            session = SessionFactory(
                cycle=CycleFactory(programme=programme, sessions=0),
                starts_at=now + dt.timedelta(days=days),
                closed_at=now if closed else None,
            )
            session.cycle.trainers.add(trainer)
        client.post("/demonstracja/wejscie/trainer/")
        assert client.session["_auth_user_id"] == str(bob.pk)

    @pytest.mark.parametrize("role", ["host", "superuser", "x"])
    def test_door_that_nobody_stands_behind_is_404(self, client, alice, role):
        assert client.post(f"/demonstracja/wejscie/{role}/").status_code == 404

    def test_doors_of_the_terminal(self, alice, tomek):
        out = io.StringIO()
        call_command("doors", stdout=out)
        lines = out.getvalue().splitlines()
        assert lines[0] == "http://localhost:8000/"
        assert [line.split()[-1] for line in lines[1:]] == [
            "http://localhost:8000/demonstracja/?rola=coordinator",
            "http://localhost:8000/demonstracja/?rola=trainer",
            "http://localhost:8000/demonstracja/poczta/",
        ]

    def test_outbox_shows_letters_newest_first(self, client, letter):
        second = emails.second_factor_on("inna@example.org", "pl")
        page = client.get("/demonstracja/poczta/")
        assert [mail.pk for mail in page.context["page"]] == [second.pk, letter.pk]

    def test_letter_is_shown_as_text_and_in_a_closed_frame(self, client, letter):
        page = client.get(f"/demonstracja/poczta/{letter.pk}/").content.decode()
        assert f'src="/demonstracja/poczta/{letter.pk}/html/"' in page
        assert "sandbox=" in page
        frame = client.get(f"/demonstracja/poczta/{letter.pk}/html/")
        policy = frame["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        assert "script-src" not in policy
        assert frame["X-Frame-Options"] == "SAMEORIGIN"

    def test_attachment_is_a_download(self, client, letter):
        answer = client.get(f"/demonstracja/poczta/{letter.pk}/0/")
        assert answer.content == b"BEGIN:VCALENDAR"
        assert answer["Content-Disposition"] == 'attachment; filename="a.ics"'
        assert client.get(f"/demonstracja/poczta/{letter.pk}/7/").status_code == 404
