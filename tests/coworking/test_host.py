"""The host's board: one tap, walk-ins, booking for somebody, closed days, settings."""

import datetime as dt

import pytest
from django.urls import reverse

from osnowa.coworking import clock as by_the_clock
from osnowa.coworking.actions.visits import check_in, note_no_shows, note_walk_in, remove_visit
from osnowa.coworking.models import Booking, BookingSlot, ClosedDay, Resource, Space, Visit
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.people.models import Membership
from tests.coworking.conftest import MONDAY, TUESDAY, at, sign_in
from tests.factories.people import AccountFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory

State = Booking.State


def url(office, name, *args):
    return reverse(f"coworking:{name}", args=[office.programme.slug, *args])


def test_one_tap_writes_the_visit_down_and_a_second_changes_nothing(office, client):
    booking = office.book()
    sign_in(client, office.hania)
    with clock.at(at(TUESDAY, 10, 5)):
        for _tap in range(2):
            answer = client.post(url(office, "check_in", booking.pk))
            assert answer.headers["Location"].endswith(f"#rezerwacja-{booking.pk}")
    visit = Visit.objects.get()
    assert (visit.booking, visit.person, visit.organisation, visit.on) == (
        booking,
        office.maria.person,
        office.meadow,
        TUESDAY,
    )
    with clock.at(at(TUESDAY, 12)):
        client.post(url(office, "visit_end", visit.pk))
        client.post(url(office, "visit_end", visit.pk))
    visit.refresh_from_db()
    assert visit.left_at == at(TUESDAY, 12)


def test_a_tap_is_taken_back_on_its_day_only(office, client):
    booking = office.book()
    with clock.at(at(TUESDAY, 10, 5)):
        visit = check_in(booking, by=office.hania)
    with clock.at(at(TUESDAY + dt.timedelta(days=1), 9)), pytest.raises(RuleBroken) as late:
        remove_visit(visit, by=office.hania)
    assert late.value.code == "past"
    sign_in(client, office.hania)
    with clock.at(at(TUESDAY, 10, 6)):
        client.post(url(office, "visit_remove", visit.pk))
        client.post(url(office, "visit_remove", visit.pk))
    assert Visit.objects.count() == 0


def test_nobody_is_checked_in_before_the_day_or_for_a_cancelled_booking(office):
    booking = office.book()
    with pytest.raises(RuleBroken) as early:
        check_in(booking, by=office.hania)
    Booking.objects.update(state=State.CANCELLED)
    with clock.at(at(TUESDAY, 10)), pytest.raises(RuleBroken) as cancelled:
        check_in(booking, by=office.hania)
    assert (early.value.code, cancelled.value.code) == ("too_early", "cancelled")


def test_a_booking_without_a_visit_is_a_no_show_where_the_host_worked(office):
    stayed_away, came = office.book(), office.book(office.other_desk, by=office.piotr)
    idle_day = TUESDAY + dt.timedelta(days=1)
    nobody_wrote = office.book(day=idle_day)
    with clock.at(at(TUESDAY, 10, 5)):
        check_in(came, by=office.hania)
    with clock.at(at(TUESDAY, 12, 29)):
        assert note_no_shows(office.space) == 0
    with clock.at(at(idle_day, 20)):
        by_the_clock.note_due_no_shows()
        by_the_clock.note_due_no_shows()
    states = dict(Booking.objects.values_list("pk", "state"))
    assert states == {stayed_away.pk: State.NO_SHOW, came.pk: State.BOOKED, nobody_wrote.pk: State.BOOKED}
    with clock.at(at(idle_day, 20, 1)):
        visit = check_in(stayed_away, by=office.hania)
    stayed_away.refresh_from_db()
    assert (stayed_away.state, visit.on) == (State.BOOKED, TUESDAY)


def test_a_walk_in_is_one_though_sent_twice_and_knows_an_organisation_by_its_name(office, client):
    sign_in(client, office.hania)
    form = {"organisation": "fundacja łąka", "name": "", "email": "", "submission_key": "jeden"}
    for _time in range(2):
        assert client.post(url(office, "walk_in"), form).status_code == 303
    visit = Visit.objects.get()
    assert (visit.organisation, visit.person, visit.group_name) == (office.meadow, None, "")
    client.post(url(office, "walk_in"), {**form, "organisation": "przechodnie", "submission_key": "dwa"})
    assert Visit.objects.filter(organisation=None, group_name="przechodnie").count() == 1


def test_a_walk_in_with_name_and_address_is_a_person_and_one_alone_is_refused(office, client):
    sign_in(client, office.hania)
    form = {"organisation": "Fundacja Łąka", "name": "Jan Dąb", "email": "", "submission_key": "jeden"}
    refused = client.post(url(office, "walk_in"), form)
    assert list(refused.context["form"].errors) == ["email"]
    client.post(url(office, "walk_in"), {**form, "email": "jan@example.org"})
    visit = Visit.objects.select_related("person").get()
    assert (visit.person.name, visit.organisation) == ("Jan Dąb", office.meadow)


def test_the_host_books_for_somebody_and_a_refusal_leaves_nobody_behind(office, client):
    sign_in(client, office.hania)
    form = {
        "name": "Jan Dąb",
        "email": "jan@example.org",
        "organisation": "Fundacja Łąka",
        "resource": office.desk.pk,
        "day": TUESDAY.isoformat(),
        "starts": "10:00",
        "ends": "12:00",
        "purpose": "",
        "submission_key": "telefon",
    }
    before = Membership.objects.count()
    refused = client.post(url(office, "work_book"), {**form, "day": "2017-05-14"})
    assert list(refused.context["form"].errors) == ["day"]
    assert Membership.objects.count() == before
    client.post(url(office, "work_book"), form)
    booking = Booking.objects.get()
    assert (booking.person.name, booking.organisation, booking.programme) == (
        "Jan Dąb",
        office.meadow,
        office.programme,
    )
    letter = OutgoingMail.objects.get()
    assert letter.to == "jan@example.org"
    assert "/moje/rezerwacje/" not in letter.text


def test_a_closed_day_names_the_bookings_that_fall_and_writes_to_each(office, client):
    booking = office.book()
    sign_in(client, office.hania)
    page = url(office, "close_day", office.space.slug)
    form = {"on": TUESDAY.isoformat(), "reason": "awaria ogrzewania."}
    asked = client.post(page, form)
    assert [one.pk for one in asked.context["falling"]] == [booking.pk]
    assert "Maria" in asked.content.decode()
    assert ClosedDay.objects.count() == 0
    for _time in range(2):
        assert client.post(page, {**form, "accept": "yes"}).status_code == 302
    booking.refresh_from_db()
    assert (booking.state, booking.cancelled_because) == (State.CANCELLED, "awaria ogrzewania")
    assert BookingSlot.objects.count() == 0
    letter = OutgoingMail.objects.get(template="coworking/booking_cancelled")
    assert "awaria ogrzewania" in letter.text
    closed = ClosedDay.objects.get()
    client.post(url(office, "reopen_day", office.space.slug, closed.pk))
    client.post(url(office, "reopen_day", office.space.slug, closed.pk))
    assert ClosedDay.objects.count() == 0


def test_the_host_cancels_with_a_reason(office, client):
    booking = office.book()
    sign_in(client, office.hania)
    page = url(office, "work_booking_cancel", booking.pk)
    assert list(client.post(page, {"reason": ""}).context["form"].errors) == ["reason"]
    client.post(page, {"reason": "awaria prądu"})
    booking.refresh_from_db()
    assert (booking.state, booking.cancelled_by_host) == (State.CANCELLED, True)


def test_setting_up_an_office_from_nothing(client, db, now):
    programme = ProgrammeFactory(slug="nowy")
    host = TeamMemberFactory(programme=programme, host=True).account
    sign_in(client, host)
    board = reverse("coworking:board", args=["nowy"])
    assert client.get(board).context["space"] is None
    words = {
        "name": "Biuro na Młynowej",
        "address": "ul. Młynowa 1",
        "description": "",
        "accessibility": "",
        "house_rules": "Cisza.",
        "weeks_ahead": "4",
        "is_open": "on",
    }
    made = client.post(reverse("coworking:space_new", args=["nowy"]), words)
    space = Space.objects.get()
    assert (space.slug, space.operator, space.house_rules_version) == (
        "biuro-na-mlynowej",
        programme.operator,
        1,
    )
    hours = {"opens_0": "8:00", "closes_0": "16"}
    refused = client.post(made.headers["Location"], {**hours, "opens_1": "9:10", "closes_1": "12:00"})
    assert list(refused.context["form"].errors) == ["opens_1"]
    client.post(made.headers["Location"], hours)
    assert [(row.weekday, row.opens) for row in space.opening_hours.all()] == [(0, dt.time(8))]
    desk = {
        "name": "Biurko 1",
        "kind": "desk",
        "note": "",
        "capacity": "1",
        "min_minutes": "60",
        "max_minutes": "240",
        "buffer_minutes": "0",
        "order": "1",
        "is_active": "on",
    }
    new = reverse("coworking:resource_new", args=["nowy", space.slug])
    client.post(new, desk)
    assert list(client.post(new, desk).context["form"].errors) == ["name"]
    assert Resource.objects.count() == 1
    change = reverse("coworking:space_change", args=["nowy", space.slug])
    with clock.at(at(TUESDAY, 9)):
        client.post(change, {**words, "house_rules": "Cisza i porządek."})
        client.post(change, {**words, "house_rules": "Cisza i porządek."})
    space.refresh_from_db()
    assert (space.house_rules_version, space.house_rules_since) == (2, TUESDAY)


def test_the_evaluator_sees_counts_without_names_and_changes_nothing(office, client):
    booking = office.book()
    sign_in(client, office.eve)
    words = client.get(url(office, "board") + f"?dzien={TUESDAY.isoformat()}").content.decode()
    assert "Maria" not in words
    assert "Fundacja Łąka" in words
    with clock.at(at(TUESDAY, 10)):
        assert client.post(url(office, "check_in", booking.pk)).status_code == 404
    assert Visit.objects.count() == 0


def test_the_board_shows_the_programmes_own_and_counts_the_others(office, client):
    office.book(day=MONDAY, start=(10, 0), end=(12, 0))
    other = ProgrammeFactory(operator=office.programme.operator, slug="drugi")
    Booking.objects.update(programme=other)
    sign_in(client, office.hania)
    board = client.get(url(office, "board")).context["board"]
    assert (board.bookings, board.of_others) == ([], 1)


def test_another_operators_office_is_not_found(office, client):
    stranger = TeamMemberFactory(host=True)
    sign_in(client, stranger.account)
    for name in ("space_change", "opening_hours", "close_day"):
        address = reverse(f"coworking:{name}", args=[stranger.programme.slug, office.space.slug])
        assert client.get(address).status_code == 404
    board = reverse("coworking:board", args=[stranger.programme.slug])
    assert client.get(f"{board}?biuro={office.space.slug}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_however_many_come(office, client, django_assert_num_queries, count):
    for number in range(count):
        office.book(day=MONDAY, start=(10 + number, 0), end=(11 + number, 0))
        note_walk_in(
            office.space,
            office.programme,
            name="",
            email="",
            organisation="przechodnie",
            submission_key=str(number),
            by=office.hania,
        )
    sign_in(client, office.hania)
    client.get(url(office, "board"))
    with django_assert_num_queries(13):
        client.get(url(office, "board"))


def test_the_hosts_first_page_leads_to_the_board_with_who_comes_next(office, client):
    booking = office.book(day=MONDAY, start=(10, 0), end=(12, 0))
    sign_in(client, office.hania)
    answer = client.get(reverse("portal:dashboard", args=["wiedza"]))
    (today,) = answer.context["offices"]
    assert [one.pk for one in today.next_bookings] == [booking.pk]
    assert f"/praca/wiedza/biuro/?biuro=centrum#rezerwacja-{booking.pk}" in answer.content.decode()
    check_in(booking, by=office.hania)
    (today,) = client.get(reverse("portal:dashboard", args=["wiedza"])).context["offices"]
    assert today.next_bookings == []


def test_new_hours_name_the_bookings_that_lie_outside(office, client):
    inside, outside = office.book(start=(10, 0)), office.book(office.other_desk, start=(15, 0), end=(16, 0))
    sign_in(client, office.hania)
    typed = {
        f"{name}_{day}": hour for day in range(6) for name, hour in (("opens", "8:00"), ("closes", "14:00"))
    }
    address = url(office, "opening_hours", "centrum")
    assert client.post(address, typed).headers["Location"] == address
    said = client.get(address)
    assert [one.pk for one in said.context["outside"]] == [outside.pk]
    assert url(office, "work_booking_cancel", outside.pk) in said.content.decode()
    assert url(office, "work_booking_cancel", inside.pk) not in said.content.decode()


def test_who_came_together_is_one_visit(office, client):
    sign_in(client, office.hania)
    form = {"organisation": "przechodnie", "submission_key": "1"}
    client.post(url(office, "walk_in"), form | {"people_count": "4"})
    client.post(url(office, "walk_in"), form | {"submission_key": "2", "people_count": ""})
    assert list(Visit.objects.order_by("pk").values_list("people_count", flat=True)) == [4, 1]
    with clock.at(at(MONDAY, 23)):
        assert "Biuro jest teraz zamknięte." in client.get(url(office, "walk_in")).content.decode()


def test_a_booking_needs_no_address_but_lands_in_no_namesakes_account(office, client):
    sign_in(client, office.hania)
    form = {
        "name": "Nowa Osoba",
        "email": "",
        "organisation": "Klub",
        "resource": office.desk.pk,
        "day": TUESDAY.isoformat(),
        "starts": "10:00",
        "ends": "11:00",
        "purpose": "",
        "submission_key": "1",
    }
    client.post(url(office, "work_book"), form)
    assert (Booking.objects.get().person.email, OutgoingMail.objects.count()) == ("", 0)
    AccountFactory(person=Booking.objects.get().person)
    answer = client.post(
        url(office, "work_book"), form | {"submission_key": "2", "starts": "12:00", "ends": "13:00"}
    )
    assert (answer.status_code, Booking.objects.count()) == (200, 1)


def test_the_board_says_who_did_not_come_and_what_was_cancelled(office, client):
    booking, other = (
        office.book(day=MONDAY, start=(10, 0)),
        office.book(office.other_desk, day=MONDAY, start=(10, 0), key="another"),
    )
    Booking.objects.filter(pk=booking.pk).update(state=State.NO_SHOW)
    Booking.objects.filter(pk=other.pk).update(state=State.CANCELLED)
    sign_in(client, office.hania)
    board = client.get(url(office, "board")).context["board"]
    assert (board.waiting, board.no_shows, [one.pk for one in board.cancelled]) == (0, 1, [other.pk])
