"""What anybody sees, what a member does, and what another organisation's member does not find."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from osnowa.coworking.models import Booking
from osnowa.lib import clock
from tests.coworking.conftest import MONDAY, SUNDAY, TUESDAY, at
from tests.factories.coworking import ClosedDayFactory, ResourceFactory, SpaceFactory
from tests.factories.people import MembershipFactory, OrganisationFactory

State = Booking.State


def day_page(office, day=TUESDAY):
    return reverse("coworking:day", args=[office.space.slug, day.isoformat()])


def book_page(office):
    return reverse("coworking:book", args=[office.space.slug])


def form_of(office, **changed):
    return {
        "resource": office.desk.pk,
        "day": TUESDAY.isoformat(),
        "starts": "10:00",
        "ends": "12:00",
        "purpose": "",
        "submission_key": "formularz",
        **changed,
    }


def cells(answer):
    return {
        row.resource.name: [(cell.kind, cell.span) for cell, _url in shown]
        for row, shown, _spans in answer.context["rows"]
    }


def test_one_office_is_opened_straight_several_are_listed(office, client):
    assert client.get("/biuro/").headers["Location"] == "/biuro/centrum/"
    other = SpaceFactory(name="Drugie biuro")
    assert [space.pk for space in client.get("/biuro/").context["spaces"]] == [office.space.pk, other.pk]
    office.space.is_open = False
    office.space.save()
    assert client.get("/biuro/centrum/").status_code == 404


def test_anybody_reads_what_the_office_is_and_when_what_is_free(office, client):
    ClosedDayFactory(space=office.space, on=TUESDAY, reason="inwentaryzacja")
    answer = client.get("/biuro/centrum/")
    words = answer.content.decode()
    for said in ("ul. Przykładowa 3", "Cisza przy biurkach.", "inwentaryzacja"):
        assert said in words
    week = answer.context["week"]
    assert [one.day.on for one in week] == [MONDAY + dt.timedelta(days=n) for n in range(7)]
    assert [one.free for one in week] == [3, 0, 3, 3, 3, 3, 0]
    assert [one.whole for one in week] == [True, False, True, True, True, True, False]
    assert "wolne: 3 z 3 miejsc" in words.replace("\u00a0", " ")


def test_a_day_with_a_booking_is_not_told_as_wholly_free(office, client):
    office.book(start=(10, 0), end=(12, 0))
    words = client.get("/biuro/centrum/").content.decode().replace("\u00a0", " ")
    assert "3 z 3 miejsc mają wolne godziny" in words


def test_the_grid_shows_taken_without_names_own_to_its_owner_and_the_past(office, client):
    office.book(start=(10, 0), end=(12, 0))
    stranger = client.get(day_page(office))
    assert cells(stranger)["Biurko 1"][:3] == [("free", 1), ("free", 1), ("taken", 2)]
    assert "Maria" not in stranger.content.decode()
    client.force_login(office.maria)
    assert cells(client.get(day_page(office)))["Biurko 1"][2] == ("own", 2)
    client.force_login(office.piotr)
    assert cells(client.get(day_page(office)))["Biurko 1"][2] == ("taken", 2)
    with clock.at(at(TUESDAY, 9, 50)):
        later = cells(client.get(day_page(office)))
    assert later["Biurko 1"][:2] == [("past", 2), ("taken", 2)]
    assert later["Biurko 2"][:2] == [("past", 2), ("free", 1)]


def test_a_day_that_cannot_be_booked_says_why_and_leads_on(office, client):
    closed = client.get(day_page(office, SUNDAY))
    assert closed.context["next_open"].on == SUNDAY + dt.timedelta(days=1)
    assert client.get(day_page(office, MONDAY - dt.timedelta(days=1))).context["is_past"] is True
    assert client.get(day_page(office, dt.date(2018, 1, 8))).context["is_too_far"] is True
    assert client.get("/biuro/centrum/dzien/jutro/").status_code == 404


def test_a_chosen_hour_leads_through_sign_in_and_back_to_it(office, client):
    url = client.get(day_page(office)).context["rows"][0][1][2][1]
    assert url == f"{book_page(office)}?zasob={office.desk.pk}&dzien=2017-05-09&od=10%3A00&do=12%3A00"
    asked = client.get(url)
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/konto/zaloguj/?next=/biuro/centrum/rezerwacja/%3Fzasob%3D")
    client.force_login(office.maria)
    form = client.get(url).context["form"]
    assert (form["day"].value(), form["starts"].value(), form["ends"].value()) == (
        TUESDAY,
        dt.time(10),
        dt.time(12),
    )
    assert "organisation" not in form.fields


def test_booking_leads_to_its_page_and_sent_twice_to_the_same(office, client):
    client.force_login(office.maria)
    first = client.post(book_page(office), form_of(office))
    second = client.post(book_page(office), form_of(office))
    booking = Booking.objects.get()
    assert (first.status_code, first.headers["Location"]) == (303, f"/moje/rezerwacje/{booking.pk}/")
    assert second.headers["Location"] == first.headers["Location"]
    assert (booking.person, booking.organisation) == (office.maria.person, office.meadow)
    words = client.get(first.headers["Location"]).content.decode()
    assert booking.reference in words
    assert "Fundacja Łąka" in words


def test_a_refusal_keeps_what_was_typed(office, client):
    office.book(by=office.piotr)
    client.force_login(office.maria)
    answer = client.post(book_page(office), form_of(office, purpose="zebranie"))
    form = answer.context["form"]
    assert (answer.status_code, form["purpose"].value()) == (200, "zebranie")
    assert "12:00–14:00" in form.errors["starts"][0]
    assert Booking.objects.count() == 1


def test_a_refusal_names_ones_own_booking_and_links_what_is_free(office, client):
    own = office.book()
    client.force_login(office.maria)
    answer = client.post(book_page(office), form_of(office, submission_key="drugi"))
    assert own.reference in answer.context["form"].errors["starts"][0]
    words = answer.content.decode()
    assert f'href="/moje/rezerwacje/{own.pk}/"' in words
    links = [address for _place, _span, address in answer.context["free"]]
    assert f"{book_page(office)}?zasob={office.desk.pk}&dzien=2017-05-09&od=12%3A00&do=14%3A00" in links
    assert f"{book_page(office)}?zasob={office.other_desk.pk}&dzien=2017-05-09&od=10%3A00&do=12%3A00" in links
    assert links[0].replace("&", "&amp;") in words
    client.force_login(office.piotr)
    foreign = client.post(book_page(office), form_of(office))
    assert (own.reference in foreign.content.decode(), foreign.context["own"]) == (False, None)


def test_a_second_place_at_the_same_time_is_allowed_and_told(office, client):
    first, second = office.book(), office.book(office.room, start=(11, 0), end=(13, 0))
    later = office.book(office.other_desk, start=(13, 0), end=(14, 0))
    office.book(office.other_desk, by=office.piotr)
    client.force_login(office.maria)
    also = [
        client.get(reverse("coworking:booking", args=[one.pk])).context["also"]
        for one in (first, second, later)
    ]
    assert also == [[second], [first], []]


@pytest.mark.parametrize(
    "broken", [{"resource": "x"}, {"day": "31.02.2017"}, {"starts": "25:00"}, {"ends": ""}]
)
def test_nonsense_is_answered_at_its_field(office, client, broken):
    client.force_login(office.maria)
    answer = client.post(book_page(office), form_of(office, **broken))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(broken)


def test_who_is_no_confirmed_member_is_told_how_and_books_nothing(office, client):
    client.force_login(office.charlie)
    answer = client.post(book_page(office), form_of(office))
    assert answer.status_code == 200
    assert "members_only" in answer.templates[0].name
    assert Booking.objects.count() == 0


def test_a_member_of_several_organisations_says_for_which(office, client):
    other = OrganisationFactory(name="Fundacja Druga")
    MembershipFactory(person=office.maria.person, organisation=other, confirmed_at=clock.now())
    foreign = OrganisationFactory(name="Fundacja Cudza")
    client.force_login(office.maria)
    refused = client.post(book_page(office), form_of(office, organisation=foreign.pk))
    assert list(refused.context["form"].errors) == ["organisation"]
    client.post(book_page(office), form_of(office, organisation=other.pk))
    assert Booking.objects.get().organisation == other


def test_another_organisations_member_finds_nothing_under_a_changed_id(office, client):
    booking = office.book()
    client.force_login(office.piotr)
    for name in ("booking", "booking_undo", "booking_calendar"):
        assert client.get(reverse(f"coworking:{name}", args=[booking.pk])).status_code == 404
    for name in ("booking_cancel", "booking_undo"):
        assert client.post(reverse(f"coworking:{name}", args=[booking.pk])).status_code == 404
    booking.refresh_from_db()
    assert booking.state == State.BOOKED


def test_cancel_and_undo_by_buttons_and_looking_changes_nothing(office, client):
    booking = office.book()
    client.force_login(office.maria)
    page = reverse("coworking:booking", args=[booking.pk])
    assert client.get(reverse("coworking:booking_cancel", args=[booking.pk])).status_code == 405
    client.post(reverse("coworking:booking_cancel", args=[booking.pk]))
    cancelled = client.get(page)
    assert (cancelled.context["booking"].state, cancelled.context["minutes_left"]) == (State.CANCELLED, 10)
    assert client.get(reverse("coworking:booking_undo", args=[booking.pk])).headers["Location"] == page
    assert client.get(page).context["booking"].state == State.CANCELLED
    client.post(reverse("coworking:booking_undo", args=[booking.pk]))
    assert client.get(page).context["booking"].state == State.BOOKED
    client.post(reverse("coworking:booking_cancel", args=[booking.pk]))
    office.book(by=office.piotr)
    refused = client.post(reverse("coworking:booking_undo", args=[booking.pk]))
    assert refused.context["refusal"].code == "taken"


def test_the_calendar_file_has_local_time_with_its_zone(office, client):
    booking = office.book()
    client.force_login(office.maria)
    answer = client.get(reverse("coworking:booking_calendar", args=[booking.pk]))
    (event,) = Calendar.from_ical(answer.content).events
    assert f"{event.start:%H:%M}" == "10:00"
    assert b"DTSTART;TZID=Europe/Warsaw:20170509T100000" in answer.content
    client.post(reverse("coworking:booking_cancel", args=[booking.pk]))
    assert client.get(reverse("coworking:booking_calendar", args=[booking.pk])).status_code == 404


def test_own_bookings_are_listed_coming_first(office, client):
    client.force_login(office.maria)
    assert client.get(reverse("coworking:my_bookings")).context["coming"] == []
    coming = office.book()
    over = office.book(day=MONDAY, start=(10, 0), end=(11, 0))
    office.book(office.other_desk, by=office.piotr)
    with clock.at(at(MONDAY, 12)):
        answer = client.get(reverse("coworking:my_bookings"))
    assert [one.pk for one in answer.context["coming"]] == [coming.pk]
    assert [one.pk for one in answer.context["past"]] == [over.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_however_much_is_booked(office, client, count):
    for number in range(count):
        office.book(start=(8 + number, 0), end=(9 + number, 0))
        ResourceFactory(space=office.space, name=f"Biurko dodatkowe {number}")
    pages = {"space": "/biuro/centrum/", "day": day_page(office), "own": reverse("coworking:my_bookings")}
    client.get(pages["space"])  # what is remembered is remembered
    cost = {name: queries_of(client, pages[name]) for name in ("space", "day")}
    client.force_login(office.maria)
    cost |= {f"{name}, signed in": queries_of(client, pages[name]) for name in ("day", "own")}
    assert cost == {"space": 8, "day": 6, "day, signed in": 11, "own, signed in": 8}


def queries_of(client, url):
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_menu_leads_to_the_office_where_there_is_one(office, client):
    assert 'href="/biuro/"' in client.get("/").content.decode()
    office.space.is_open = False
    office.space.save()
    caches["local"].clear()
    assert 'href="/biuro/"' not in client.get("/").content.decode()
