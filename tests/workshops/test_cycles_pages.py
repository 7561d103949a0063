"""The coordinator's and trainer's pages of cycles: who gets in, what forms take, what they cost."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.workshops.forms.cycle import SeriesForm, SessionForm
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.queries.signed_up import same_addresses, signed_up
from tests.factories.people import MembershipFactory, PersonFactory
from tests.factories.workshops import AccessNeedsFactory, CycleFactory, EnrolmentFactory
from tests.workshops.conftest import enrol_people, sign_in, warsaw

pytestmark = pytest.mark.django_db

WORK = "/praca/wiedza/warsztaty/"
CYCLE = f"{WORK}4/"

CYCLE_DATA = {
    "number": " 5 ",
    "title": "Poczta  zespołu",
    "capacity": "12",
    "opens_on": "1.08.2017",
    "opens": "8.00",
    "closes_on": "2017-09-01",
    "closes": "20:00",
    "share_for_certificate": "80",
}


def statuses(client, scene, address, method="get"):
    people = (scene.alice, scene.tomek, scene.bob, scene.eve, scene.charlie)
    return [getattr(sign_in(client, who), method)(address).status_code for who in people]


class TestDoors:
    """Alice coordinates, Tomek trains this cycle, Bob another one, Eve evaluates, Charlie is of another programme."""

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            (WORK, [200, 200, 200, 200, 404]),
            (CYCLE, [200, 200, 404, 200, 404]),
            (f"{CYCLE}zgloszenia/", [200, 200, 404, 404, 404]),
            (f"{CYCLE}zgloszenia/lista.csv", [200, 404, 404, 404, 404]),
            (f"{CYCLE}zmien/", [200, 404, 404, 404, 404]),
            (f"{WORK}nowy/", [200, 404, 404, 404, 404]),
            (f"{CYCLE}spotkania/nowe/", [200, 404, 404, 404, 404]),
            (f"{CYCLE}spotkania/seria/", [200, 404, 404, 404, 404]),
            (f"{CYCLE}spotkania/2/zmien/", [200, 404, 404, 404, 404]),
            (f"{CYCLE}spotkania/2/usun/", [200, 404, 404, 404, 404]),
            (f"{CYCLE}spotkania/9/zmien/", [404] * 5),
            (f"{WORK}77/", [404] * 5),
        ],
    )
    def test_pages(self, client, scene, address, expected):
        assert statuses(client, scene, address) == expected

    @pytest.mark.parametrize(
        "address", [f"{CYCLE}publikacja/", f"{CYCLE}publikacja/cofnij/", f"{CYCLE}spotkania/2/usun/"]
    )
    def test_deeds(self, client, scene, address):
        assert statuses(client, scene, address, "post")[1:] == [404] * 4

    def test_foreign_programme_does_not_open_ours(self, client, scene):
        assert sign_in(client, scene.charlie).get("/praca/inny/warsztaty/4/").status_code == 404

    def test_strangers_sign_in_first(self, client, scene):
        assert client.get(CYCLE).status_code == 302

    def test_trainer_sees_only_own_cycles(self, client, scene):
        CycleFactory(programme=scene.programme, number=5, slug="inny", title="Cudzy cykl").trainers.add(
            scene.bob
        )
        said = sign_in(client, scene.tomek).get(WORK).content.decode()
        assert ("Cudzy cykl" in said, "Zadania na" in said) == (False, True)

    def test_needs_are_for_those_who_act(self, client, scene):
        AccessNeedsFactory(enrolment=scene.enrolments[0], text="Pętla indukcyjna")
        people = (scene.alice, scene.tomek, scene.eve)
        pages = [sign_in(client, who).get(CYCLE).content.decode() for who in people]
        assert ["Pętla indukcyjna" in page for page in pages] == [True, True, False]


class TestForms:
    def test_messy_dates_and_numbers_are_taken(self, client, scene):
        answer = sign_in(client, scene.alice).post(f"{WORK}nowy/", CYCLE_DATA)
        assert answer.headers["Location"] == f"{WORK}5/"
        cycle = Cycle.objects.get(programme=scene.programme, number=5)
        assert cycle.title == "Poczta zespołu"
        assert cycle.recruitment_opens_at == warsaw(dt.date(2017, 8, 1), 8)

    def test_double_click_makes_one_cycle(self, client, scene):
        sign_in(client, scene.alice)
        for _time in range(2):
            client.post(f"{WORK}nowy/", CYCLE_DATA)
        assert Cycle.objects.filter(programme=scene.programme).count() == 2

    def test_refusal_stands_at_its_field_and_keeps_what_was_typed(self, client, scene):
        answer = sign_in(client, scene.alice).post(
            f"{CYCLE}zmien/", {**CYCLE_DATA, "number": "4", "capacity": "2"}
        )
        assert answer.status_code == 200
        form = answer.context["form"]
        assert list(form.errors) == ["capacity"]
        assert form["title"].value() == "Poczta  zespołu"
        assert "<title>Błąd: " in answer.content.decode()

    @pytest.mark.parametrize(
        ("field", "value"),
        [("opens_on", "kiedyś"), ("closes", "25:99"), ("capacity", "dużo"), ("trainers", "99999")],
    )
    def test_bad_input_is_an_error_at_its_field(self, client, scene, field, value):
        answer = sign_in(client, scene.alice).post(f"{WORK}nowy/", {**CYCLE_DATA, field: value})
        assert list(answer.context["form"].errors) == [field]

    def test_skipped_hour_names_the_next(self):
        form = SessionForm({"title": "Noc", "day": "2027-03-28", "starts": "02:30", "ends": "05:00"})
        assert not form.is_valid()
        assert "03:30" in form.errors["starts"][0]

    def test_repeated_hour_is_refused(self):
        form = SessionForm({"title": "Noc", "day": "2026-10-25", "starts": "02:30", "ends": "05:00"})
        assert not form.is_valid()
        assert list(form.errors) == ["starts"]

    def test_weekly_series_stays_at_its_hour(self):
        form = SeriesForm(
            {"first_on": "2027-03-23", "starts": "17", "ends": "20.00", "times": "2", "titles": "Pierwsze\n"}
        )
        assert form.is_valid(), form.errors
        starts = [start.astimezone(clock.WARSAW) for _title, start, _end in form.planned]
        assert [(start.day, start.hour) for start in starts] == [(23, 17), (30, 17)]
        assert [title for title, _start, _end in form.planned] == ["Pierwsze", "Spotkanie 2"]

    def test_series_over_a_skipped_hour_is_refused_whole(self):
        form = SeriesForm(
            {"first_on": "2027-03-21", "starts": "02:30", "ends": "04:00", "times": "2", "titles": ""}
        )
        assert not form.is_valid()
        assert "28.03.2027" in form.errors["starts"][0]

    def test_series_that_ends_before_it_begins_is_refused_kindly(self):
        form = SeriesForm(
            {"first_on": "2027-04-13", "starts": "20:00", "ends": "17:00", "times": "4", "titles": ""}
        )
        assert not form.is_valid()
        assert list(form.errors) == ["ends"]

    @pytest.mark.parametrize(("times", "titles"), [("0", ""), ("31", ""), ("2", "a\nb\nc"), ("2", "x" * 201)])
    def test_impossible_series(self, times, titles):
        form = SeriesForm(
            {"first_on": "2017-05-09", "starts": "17:00", "ends": "20:00", "times": times, "titles": titles}
        )
        assert not form.is_valid()

    def test_series_goes_through_the_page(self, client, scene):
        data = {
            "first_on": "2017-06-06",
            "starts": "17:00",
            "ends": "20:00",
            "times": "3",
            "titles": "A\nB\nC",
        }
        sign_in(client, scene.alice).post(f"{CYCLE}spotkania/seria/", data)
        assert scene.cycle.sessions.count() == 7

    @pytest.mark.parametrize("address", [f"{CYCLE}spotkania/nowe/", f"{CYCLE}spotkania/2/zmien/"])
    def test_outside_the_programme_is_asked_once_more_and_then_saved(self, client, scene, address):
        data = {"title": "Po programie", "day": "2017-12-05", "starts": "17:00", "ends": "20:00"}
        answer = sign_in(client, scene.alice).post(address, data)
        assert list(answer.context["form"].errors) == ["outside"]
        assert answer.context["form"].errors["outside"][0].count("5\u00a0grudnia 2017") == 1
        assert not scene.cycle.sessions.filter(title="Po programie").exists()
        answer = client.post(address, {**data, "outside": "on"}, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["success"]
        assert scene.cycle.sessions.filter(title="Po programie").count() == 1

    def test_series_of_a_wrong_year_is_asked_about_with_its_years(self, client, scene):
        data = {"first_on": "2027-05-04", "starts": "17:00", "ends": "20:00", "times": "4", "titles": ""}
        answer = sign_in(client, scene.alice).post(f"{CYCLE}spotkania/seria/", data)
        (said,) = answer.context["form"].errors["outside"]
        assert said.startswith("4–25\u00a0maja 2027")
        assert answer.content.decode().count('value="2027-05-04"') == 1
        assert scene.cycle.sessions.count() == 4
        answer = client.post(f"{CYCLE}spotkania/seria/", {**data, "outside": "on"}, follow=True)
        (message,) = answer.context["messages"]
        assert str(message) == "Dodane 4 spotkania: 4–25\u00a0maja 2027. 3 osoby dostaną e-mail."
        assert answer.content.decode().count("maja\u00a02027, wtorek") == 4

    def test_title_of_a_session_outside_is_put_right_without_a_question(self, client, scene):
        data = {
            "title": "Po programie",
            "day": "2017-12-05",
            "starts": "17:00",
            "ends": "20:00",
            "outside": "on",
        }
        sign_in(client, scene.alice).post(f"{CYCLE}spotkania/nowe/", data)
        del data["outside"]
        answer = client.post(f"{CYCLE}spotkania/5/zmien/", {**data, "title": "Zakończenie"})
        assert answer.status_code == 302

    def test_draft_outside_the_programme_warns_and_saves(self, client, scene):
        Cycle.objects.filter(pk=scene.cycle.pk).update(is_published=False)
        data = {"title": "Po programie", "day": "2017-12-05", "starts": "17:00", "ends": "20:00"}
        answer = sign_in(client, scene.alice).post(f"{CYCLE}spotkania/nowe/", data, follow=True)
        levels = [message.level_tag for message in answer.context["messages"]]
        assert levels == ["success", "warning"]
        assert scene.cycle.sessions.count() == 5

    def test_sign_up_that_closes_after_the_first_session_warns_and_saves(self, client, scene):
        data = {**CYCLE_DATA, "number": "4", "opens_on": "2017-04-10", "closes_on": "2017-05-12"}
        answer = sign_in(client, scene.alice).post(f"{CYCLE}zmien/", data, follow=True)
        levels = [message.level_tag for message in answer.context["messages"]]
        assert levels == ["success", "warning"]
        data["closes_on"] = "2017-05-09"
        data["closes"] = "17:00"
        answer = client.post(f"{CYCLE}zmien/", data, follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["success"]

    def test_raised_capacity_says_who_got_the_place(self, client, scene):
        with clock.at(warsaw(dt.date(2017, 5, 2), 12)):
            sign_in(client, scene.alice)
            data = {**CYCLE_DATA, "number": "4", "opens_on": "2017-04-10", "closes_on": "2017-05-05"}
            client.post(f"{CYCLE}zmien/", {**data, "capacity": "3"})
            for number, name in ((4, "Ola Czeka"), (5, "Iza Czeka"), (6, "Ula Czeka")):
                waiting = EnrolmentFactory(cycle=scene.cycle, number=number, state="reserve")
                type(waiting.person).objects.filter(pk=waiting.person_id).update(name=name)
            answer = client.post(f"{CYCLE}zmien/", {**data, "capacity": "5"}, follow=True)
        *_before, message = answer.context["messages"]
        assert str(message).endswith("Ola Czeka, Iza Czeka.")


class TestEnrolments:
    def test_reserve_gets_a_place_by_hand(self, client, scene):
        waiting = EnrolmentFactory(cycle=scene.cycle, number=9, state="reserve")
        with scene.during():
            sign_in(client, scene.alice).post(f"{CYCLE}zgloszenia/9/miejsce/")
        assert Enrolment.objects.get(pk=waiting.pk).state == "placed"

    def test_full_cycle_says_the_way_out(self, client, scene):
        Cycle.objects.filter(pk=scene.cycle.pk).update(capacity=3)
        EnrolmentFactory(cycle=scene.cycle, number=9, state="reserve")
        with scene.during():
            answer = sign_in(client, scene.alice).post(f"{CYCLE}zgloszenia/9/miejsce/", follow=True)
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]

    def test_offers_only_what_can_be_done(self, client, scene):
        EnrolmentFactory(cycle=scene.cycle, number=9, state="reserve")
        sign_in(client, scene.alice)

        def offered():
            said = client.get(f"{CYCLE}zgloszenia/").content.decode()
            return said.count("Daj miejsce"), said.count("Odwołaj zgłoszenie")

        with scene.during():
            assert offered() == (1, 4)
            Cycle.objects.filter(pk=scene.cycle.pk).update(capacity=3)
            assert offered() == (0, 4)
        Cycle.objects.filter(pk=scene.cycle.pk).update(capacity=20)
        with scene.after(4):
            assert offered() == (0, 0)

    def test_trainer_can_phone(self, client, scene):
        type(scene.enrolments[0].person).objects.filter(pk=scene.enrolments[0].person_id).update(
            phone="500 000 078"
        )
        said = sign_in(client, scene.tomek).get(f"{CYCLE}zgloszenia/").content.decode()
        assert said.count('href="tel:500000078"') == 1

    def test_same_address_is_shown_beside_both_and_a_similar_name_stands_out(self, client, scene):
        first = scene.enrolments[0].person
        for number, name, state in (
            (7, "Łucja Ćwikk", "placed"),
            (8, "Zenon Dąb", "reserve"),
            (9, "Jan Śmigły", "cancelled"),
        ):
            person = PersonFactory(name=name, email=first.email.upper())
            EnrolmentFactory(
                cycle=scene.cycle, number=number, state=state, membership=MembershipFactory(person=person)
            )
        rows = same_addresses(signed_up(scene.cycle))
        told = {
            Enrolment.objects.get(pk=pk).number: (same.names, same.is_similar) for pk, same in rows.items()
        }
        assert told == {
            1: (["Łucja Ćwikk", "Zenon Dąb"], True),
            7: (["Łucja Ćwik", "Zenon Dąb"], True),
            8: (["Łucja Ćwik", "Łucja Ćwikk"], False),
        }
        said = sign_in(client, scene.alice).get(f"{CYCLE}zgloszenia/").content.decode()
        assert (said.count("ten sam adres, podobne nazwisko"), said.count("ten sam adres<")) == (2, 1)

    def test_cancelling_asks_first_and_can_be_undone(self, client, scene):
        with clock.at(warsaw(dt.date(2017, 5, 2), 12)):
            sign_in(client, scene.alice)
            address = f"{CYCLE}zgloszenia/1/rezygnacja/"
            assert client.get(address).status_code == 200
            assert Enrolment.objects.get(pk=scene.enrolments[0].pk).state == "placed"
            client.post(address)
            assert Enrolment.objects.get(pk=scene.enrolments[0].pk).state == "cancelled"
            client.post(address, {"undo": "yes"})
        assert Enrolment.objects.get(pk=scene.enrolments[0].pk).state == "placed"

    def test_spreadsheet_takes_no_formula(self, client, scene):
        person = scene.enrolments[0].person
        person.name = '=HYPERLINK("http://x")'
        person.save()
        answer = sign_in(client, scene.alice).get(f"{CYCLE}zgloszenia/lista.csv")
        said = b"".join(answer.streaming_content).decode()
        assert "'=HYPERLINK" in said
        assert len(said.strip().splitlines()) == 4


@pytest.mark.parametrize(("address", "most"), [(WORK, 12), (CYCLE, 12), (f"{CYCLE}zgloszenia/", 12)])
def test_lists_cost_the_same_for_one_and_for_three(
    client, scene, address, most, django_assert_max_num_queries
):
    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        sign_in(client, scene.alice)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    before = cost()
    for number in (5, 6):
        more = CycleFactory(programme=scene.programme, number=number, slug=f"c{number}", sessions=3)
        more.trainers.add(scene.tomek, scene.bob)
        enrol_people(more, 2)
    for number in (10, 11, 12):
        AccessNeedsFactory(enrolment=EnrolmentFactory(cycle=scene.cycle, number=number))
    after = cost()
    assert (after, after <= most) == (before, True)
