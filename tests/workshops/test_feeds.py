"""Calendars under an address: what stands in them, who may read them, and that an address can be taken away."""

import base64
import datetime as dt
import shutil
import subprocess

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.programme.models import Role
from osnowa.workshops.actions import feeds as actions
from osnowa.workshops.actions.busy_times import forget_past_busy_times, import_busy_times
from osnowa.workshops.actions.calling_off import call_off_session
from osnowa.workshops.models import BusyTime, CalendarFeed
from osnowa.workshops.privacy import erase, export
from osnowa.workshops.queries.busy_times import busy_times_of
from tests.factories.people import AccountFactory, MembershipFactory
from tests.factories.programme import TeamMemberFactory
from tests.factories.workshops import CalendarFeedFactory, CycleFactory, EnrolmentFactory
from tests.workshops.conftest import sign_in, warsaw

pytestmark = pytest.mark.django_db

BEFORE = warsaw(dt.date(2017, 5, 2), 12)
LINK = "https://meet.example.org/secret"
PUBLIC = (
    "/programy/wiedza/warsztaty/kalendarz.ics",
    "/programy/wiedza/warsztaty/zadania-na-jednej-tablicy/kalendarz.ics",
)


@pytest.fixture
def week_before(scene):
    session = scene.sessions[1]
    session.online_url = LINK
    session.save()
    with clock.at(BEFORE):
        yield scene


def read(client, feed_or_path):
    path = f"/kalendarz/{feed_or_path.token}.ics" if isinstance(feed_or_path, CalendarFeed) else feed_or_path
    return client.get(path)


def titles(answer):
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).events]


class TestPublic:
    @pytest.mark.parametrize("path", PUBLIC)
    def test_all_sessions_called_off_ones_marked(self, client, week_before, path):
        call_off_session(week_before.sessions[2], "Choroba", by=week_before.alice)
        answer = read(client, path)
        events = Calendar.from_ical(answer.content).events
        assert [str(event["status"]) for event in events] == [
            "CONFIRMED",
            "CONFIRMED",
            "CANCELLED",
            "CONFIRMED",
        ]
        assert {str(event["organizer"]) for event in events} == {
            f"mailto:{week_before.programme.contact_email}"
        }
        assert [event for event in events if "attendee" in event] == []
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies

    @pytest.mark.parametrize("path", PUBLIC)
    def test_same_content_is_answered_in_short(self, client, week_before, path):
        first = read(client, path)
        again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        week_before.sessions[0].title = "Inny"
        week_before.sessions[0].save()
        assert client.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 200

    def test_drafts_and_programmes_that_are_not_public_are_not_told(self, client, week_before):
        CycleFactory(programme=week_before.programme, number=8, is_published=False, title="Szkic")
        assert len(titles(read(client, PUBLIC[0]))) == 4
        week_before.programme.is_public = False
        week_before.programme.save()
        assert [read(client, path).status_code for path in PUBLIC] == [404, 404]

    def test_two_queries_for_any_number(self, client, week_before, django_assert_num_queries):
        for number in (7, 8):
            CycleFactory(programme=week_before.programme, number=number)
        client.get(PUBLIC[0])
        with django_assert_num_queries(2):
            client.get(PUBLIC[0])


class TestSecret:
    def test_participant_sees_all_cycles_with_a_place_and_the_link(self, client, week_before):
        enrolment = week_before.enrolments[0]
        other = CycleFactory(programme=week_before.programme, number=8, sessions=2, title="Drugi")
        EnrolmentFactory(cycle=other, membership=MembershipFactory(person=enrolment.person))
        waiting = CycleFactory(programme=week_before.programme, number=9, sessions=2, title="Trzeci")
        EnrolmentFactory(
            cycle=waiting, membership=MembershipFactory(person=enrolment.person), state="reserve"
        )
        answer = read(client, actions.open_own_feed(enrolment.person, by=None))
        assert len(titles(answer)) == 6
        assert LINK in answer.content.decode().replace("\r\n ", "")
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "private" in answer.headers["Cache-Control"]

    def test_trainer_and_coordinator(self, client, week_before, django_assert_max_num_queries):
        led = actions.open_led_feed(week_before.tomek, by=None)
        other = CycleFactory(programme=week_before.programme, number=8, sessions=2, is_published=False)
        other.sessions.first().trainers.add(week_before.tomek)
        whole = actions.open_programme_feed(week_before.alice, week_before.programme, by=None)
        assert (len(titles(read(client, led))), len(titles(read(client, whole)))) == (5, 6)
        with django_assert_max_num_queries(3):
            read(client, led)
        with django_assert_max_num_queries(3):
            read(client, whole)

    def test_who_left_the_team_reads_nothing(self, client, week_before):
        feed = actions.open_programme_feed(week_before.alice, week_before.programme, by=None)
        led = actions.open_led_feed(week_before.tomek, by=None)
        type(TeamMemberFactory._meta.model.objects.first()).objects.update(ended_at=BEFORE)
        assert read(client, feed).status_code == 404
        assert titles(read(client, led)) == []

    def test_new_address_kills_the_old_and_closing_ends_it(self, client, week_before):
        feed = actions.open_own_feed(week_before.enrolments[0].person, by=None)
        old = feed.token
        new = actions.renew_feed(feed, by=None)
        assert client.get(f"/kalendarz/{old}.ics").status_code == 404
        assert read(client, new).status_code == 200
        actions.close_feed(new, by=None)
        actions.close_feed(new, by=None)
        assert read(client, new).status_code == 404

    def test_opened_twice_is_one(self, week_before):
        person = week_before.enrolments[0].person
        assert actions.open_own_feed(person, by=None) == actions.open_own_feed(person, by=None)

    def test_erased_person_leaves_no_address(self, client, week_before):
        person = week_before.enrolments[0].person
        feed = actions.open_own_feed(person, by=None)
        assert export(person)["calendars"][0]["created_at"]
        erase(person)
        assert (read(client, feed).status_code, CalendarFeed.objects.count()) == (404, 0)


class TestPages:
    def test_each_gets_the_calendars_of_their_roles(self, client, week_before):
        def keys(account):
            page = sign_in(client, account).get("/moje/kalendarz/")
            return [one["key"] for one in page.context["calendars"]]

        assert keys(week_before.tomek) == ["led"]
        assert keys(week_before.alice) == ["led", f"programme-{week_before.programme.pk}"]
        assert keys(AccountFactory()) == []

    def test_button_makes_renews_and_closes(self, client, week_before):
        sign_in(client, week_before.tomek)
        client.post("/moje/kalendarz/", {"calendar": "led", "deed": "open"})
        first = CalendarFeed.objects.get()
        assert first.token in client.get("/moje/kalendarz/").content.decode()
        client.post("/moje/kalendarz/", {"calendar": "led", "deed": "renew"})
        assert CalendarFeed.objects.get().token != first.token
        client.post("/moje/kalendarz/", {"calendar": "led", "deed": "close"})
        assert CalendarFeed.objects.count() == 0

    def test_nobody_makes_the_calendar_of_a_programme_they_do_not_run(self, client, week_before):
        sign_in(client, week_before.tomek)
        answer = client.post("/moje/kalendarz/", {"calendar": f"programme-{week_before.programme.pk}"})
        assert (answer.status_code, CalendarFeed.objects.count()) == (404, 0)

    def test_participant_gets_the_address_in_the_mailbox_only(self, client, week_before):
        enrolment = week_before.enrolments[0]
        page = f"/zgloszenie/{enrolment.token}/moj-kalendarz/"
        for _click in range(2):
            answer = client.post(page, {"deed": "open"}, follow=True)
        token = CalendarFeed.objects.get().token
        assert token not in answer.content.decode()
        letter = OutgoingMail.objects.get(template="workshops/feed_address")
        assert (letter.to, f"/kalendarz/{token}.ics" in letter.text) == (enrolment.person.email, True)
        client.post(page, {"deed": "renew"})
        assert CalendarFeed.objects.get().token != token
        assert OutgoingMail.objects.filter(template="workshops/feed_address").count() == 2

    def test_who_waits_has_no_such_page(self, client, week_before):
        waiting = EnrolmentFactory(cycle=week_before.cycle, number=9, state="reserve")
        assert client.get(f"/zgloszenie/{waiting.token}/moj-kalendarz/").status_code == 404


def ics(*lines: str) -> SimpleUploadedFile:
    body = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "BEGIN:VEVENT",
            *lines,
            "END:VEVENT",
            "BEGIN:VEVENT",
            "SUMMARY:Tajne",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )
    return SimpleUploadedFile("moj.ics", body.encode(), "text/calendar")


WEEKLY = (
    "DTSTART;TZID=Europe/Warsaw:20170502T080000",
    "DTEND;TZID=Europe/Warsaw:20170502T160000",
    "RRULE:FREQ=WEEKLY;COUNT=3",
    "SUMMARY:Wizyta u lekarza",
)


class TestBusyTimes:
    def test_imported_again_takes_the_place_of_what_was_there(self, week_before):
        for _time in range(2):
            done = import_busy_times(week_before.tomek, ics(*WEEKLY), source="praca", by=week_before.tomek)
        assert [one.why for one in done.file.passed] == ["no_start"]
        assert BusyTime.objects.count() == 3
        period = (warsaw(dt.date(2017, 5, 9), 0), warsaw(dt.date(2017, 5, 10), 0))
        assert busy_times_of([week_before.tomek, week_before.bob], period) == {
            week_before.tomek.pk: [(warsaw(dt.date(2017, 5, 9), 8), warsaw(dt.date(2017, 5, 9), 16))],
            week_before.bob.pk: [],
        }

    def test_page_tells_row_by_row_what_was_passed_over(self, client, week_before):
        sign_in(client, week_before.tomek)
        answer = client.post("/moje/zajety-czas/", {"source": "praca", "upload": ics(*WEEKLY)}, follow=True)
        levels = [message.level_tag for message in answer.context["messages"]]
        assert levels == ["success", "warning"]
        assert "Tajne" not in answer.content.decode()
        assert "lekarza" not in str(list(BusyTime.objects.values()))
        client.post("/moje/zajety-czas/usun/", {"source": "praca"})
        assert BusyTime.objects.count() == 0

    def test_what_is_no_calendar_is_said_at_the_field(self, client, week_before):
        sign_in(client, week_before.tomek)
        wrong = SimpleUploadedFile("moj.ics", b"%PDF-1.4")
        answer = client.post("/moje/zajety-czas/", {"source": "praca", "upload": wrong})
        assert list(answer.context["form"].errors) == ["upload"]
        assert 'value="praca"' in answer.content.decode()

    def test_odd_calendars_never_break_the_import(self, week_before, shared_data):
        for path in sorted((shared_data / "ical").glob("*.ics")):
            upload = SimpleUploadedFile(path.name, path.read_bytes())
            import_busy_times(week_before.tomek, upload, source=path.stem, by=week_before.tomek)

    def test_past_is_forgotten_and_erasure_takes_all(self, week_before):
        import_busy_times(week_before.tomek, ics(*WEEKLY), source="praca", by=week_before.tomek)
        with clock.at(BEFORE + dt.timedelta(days=9)):
            assert forget_past_busy_times() == 2
        member = MembershipFactory()
        week_before.tomek.person = member.person
        week_before.tomek.save()
        assert len(export(member.person)["busy_times"]) == 1
        erase(member.person)
        assert BusyTime.objects.count() == 0

    def test_only_people_who_may_be_planned(self, client, week_before):
        volunteer = AccountFactory()
        TeamMemberFactory(programme=week_before.programme, account=volunteer, role=Role.VOLUNTEER)
        assert sign_in(client, volunteer).get("/moje/zajety-czas/").status_code == 404


def test_invitation_and_feed_read_back_equal_in_khal(client, week_before, tmp_path):
    """Where Debian's khal is installed: what it imports and lists is what we sent."""
    khal = shutil.which("khal")
    if khal is None:
        return
    feed = read(client, actions.open_own_feed(week_before.enrolments[0].person, by=None))
    (tmp_path / "k").mkdir()
    (tmp_path / "config").write_text(
        f"[calendars]\n[[osnowa]]\npath = {tmp_path / 'k'}\n[locale]\nlocal_timezone = Europe/Warsaw\n"
        "default_timezone = Europe/Warsaw\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n"
    )
    (tmp_path / "feed.ics").write_bytes(feed.content)
    run = [khal, "-c", str(tmp_path / "config")]
    subprocess.run([*run, "import", "--batch", "-a", "osnowa", str(tmp_path / "feed.ics")], check=True)
    listed = subprocess.run(
        [*run, "list", "-f", "{start}|{end}|{title}|{location}", "-df", "", "2017-05-01", "60d"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    assert [line for line in listed if line.strip()] == [
        f"{one.starts_at.astimezone(clock.WARSAW):%Y-%m-%d %H:%M}|{one.ends_at.astimezone(clock.WARSAW):%Y-%m-%d %H:%M}|"
        f"{week_before.cycle.title}: {one.title}|{LINK if one.online_url else one.where}"
        for one in week_before.sessions
    ]


def test_feed_is_read_back_equal(client, week_before):
    answer = read(client, actions.open_own_feed(week_before.enrolments[0].person, by=None))
    calendar = Calendar.from_ical(answer.content)
    assert calendar.to_ical().replace(b"\r\n ", b"") == answer.content.replace(b"\r\n ", b"")
    assert [(event.start, event.end) for event in calendar.events] == [
        (one.starts_at, one.ends_at) for one in week_before.sessions
    ]
    assert str(calendar["method"]) == "PUBLISH"


def test_letter_carries_the_invitation_as_mail_programs_look_for_it(week_before, mailoutbox):
    from osnowa.lib.mail_sending import send_due

    call_off_session(week_before.sessions[0], "Choroba", by=week_before.alice)
    send_due()
    message = mailoutbox[0].message()
    parts = {part.get_content_type(): part for part in message.walk()}
    invitation = parts["text/calendar"]
    assert (invitation.get_param("method"), invitation.get_content_charset()) == ("CANCEL", "utf-8")
    assert invitation["Content-Type"].count("charset") == 1
    alternatives = [part.get_content_type() for part in parts["multipart/alternative"].get_payload()]
    assert alternatives == ["text/plain", "text/html", "text/calendar"]
    assert parts["application/ics"].get_filename() == "zadania-na-jednej-tablicy-odwolane.ics"
    sent = invitation.get_payload(decode=True).replace(b"\r\n", b"\n")
    assert sent == parts["application/ics"].get_payload(decode=True).replace(b"\r\n", b"\n")
    row = OutgoingMail.objects.filter(template="workshops/session_removed").first()
    assert base64.b64decode(row.attachments[0]["content"]).replace(b"\r\n", b"\n") == sent


def test_feed_of_a_foreign_kind_of_owner_cannot_be_made(week_before):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeedFactory(kind="led")
