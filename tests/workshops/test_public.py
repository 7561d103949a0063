"""The pages of a visitor: list of cycles, one cycle, signing up in three requests."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.models import AccessNeeds, Cycle, Enrolment
from tests.factories.people import AccountFactory
from tests.factories.programme import ClauseFactory, ProgrammeFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
State = Enrolment.State


def address(cycle: Cycle) -> str:
    return reverse("workshops:cycle", args=[cycle.programme.slug, cycle.slug])


def typed(**changes) -> dict[str, str]:
    return {
        "name": "Łucja Ćwik",
        "email": "lucja@example.org",
        "organisation": "Zielone Podwórka",
        "phone": "",
        "needs": "",
        "submission_key": "k" * 24,
        **changes,
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_cycles_list_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    programme = ProgrammeFactory()
    for _ in range(rows):
        EnrolmentFactory(cycle=CycleFactory(programme=programme))
    client.get(reverse("workshops:cycles", args=[programme.slug]))
    with django_assert_num_queries(2):
        response = client.get(reverse("workshops:cycles", args=[programme.slug]))
    assert response.status_code == 200


def test_cycles_list_groups_by_what_can_be_done(client):
    programme = ProgrammeFactory()
    now = clock.now()
    CycleFactory(programme=programme, title="Otwarty")
    CycleFactory(programme=programme, title="Zamknięty", recruitment_closes_at=now - dt.timedelta(hours=1))
    CycleFactory(programme=programme, title="Szkic", is_published=False)
    response = client.get(reverse("workshops:cycles", args=[programme.slug]))
    assert [row.cycle.title for row in response.context["open_rows"]] == ["Otwarty"]
    assert [row.cycle.title for row in response.context["coming_rows"]] == ["Zamknięty"]
    assert "Szkic" not in response.content.decode()


def test_cycles_list_without_cycles_teaches(client):
    response = client.get(reverse("workshops:cycles", args=[ProgrammeFactory().slug]))
    assert response.content.decode().count("os-empty-text") == 1


@pytest.mark.parametrize(("people", "sessions"), [(1, 1), (3, 6)])
def test_cycle_page_costs_the_same_for_any_number(client, django_assert_num_queries, people, sessions):
    cycle = CycleFactory(sessions=sessions)
    cycle.trainers.add(AccountFactory(), AccountFactory())
    EnrolmentFactory.create_batch(people, cycle=cycle)
    client.get(address(cycle))
    with django_assert_num_queries(4):
        client.get(address(cycle))


def test_cycle_page_opens_no_session(client):
    response = client.get(address(CycleFactory()))
    assert set(response.cookies) == {"csrftoken"}


def test_cycle_page_offers_the_form_only_where_somebody_can_join(client):
    now = clock.now()
    programme = ProgrammeFactory()
    words = {}
    for name, changes in {
        "open": {},
        "not_open": {"recruitment_opens_at": now + dt.timedelta(days=1)},
        "closed": {"recruitment_closes_at": now - dt.timedelta(days=1)},
    }.items():
        response = client.get(address(CycleFactory(programme=programme, **changes)))
        words[name] = (str(response.context["stands"]), 'name="email"' in response.content.decode())
    assert words == {"open": ("open", True), "not_open": ("not_open", False), "closed": ("closed", True)}


@pytest.mark.parametrize("hidden", [{"is_published": False}, {"programme__is_public": False}])
@pytest.mark.parametrize("method", ["get", "post"])
def test_cycle_that_is_not_public_is_not_there(client, hidden, method):
    cycle = CycleFactory(**hidden)
    assert getattr(client, method)(address(cycle), typed()).status_code == 404
    calendar = reverse("workshops:cycle_calendar", args=[cycle.programme.slug, cycle.slug])
    assert client.get(calendar).status_code == 404
    assert Enrolment.objects.count() == 0


def test_cycle_of_another_programme_is_not_there(client):
    cycle, other = CycleFactory(), ProgrammeFactory()
    assert client.get(reverse("workshops:cycle", args=[other.slug, cycle.slug])).status_code == 404


def test_sign_up_takes_three_requests_and_ends_on_the_participants_page(client):
    cycle = CycleFactory(number=6)
    ClauseFactory(programme=cycle.programme)
    key = client.get(address(cycle)).context["form"]["submission_key"].value()
    answer = client.post(address(cycle), typed(submission_key=key, needs="Pętla", keep_needs="on"))
    enrolment = Enrolment.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("workshops:enrolment", args=[enrolment.token]))
    assert "W6-0001" in client.get(answer.url).content.decode()
    assert (enrolment.clause.version, enrolment.needs.text, enrolment.needs.keep) == (1, "Pętla", True)


def test_sign_up_twice_by_a_double_click_gives_both_the_same_page(client):
    cycle = CycleFactory()
    answers = [client.post(address(cycle), typed()) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert (Enrolment.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_sign_up_sent_again_after_an_hour_shows_the_same_page_and_adds_nothing(client):
    cycle = CycleFactory()
    first = client.post(address(cycle), typed())
    with clock.at(clock.now() + dt.timedelta(hours=1)):
        again = client.post(address(cycle), typed())
    assert (again.url, Enrolment.objects.count(), OutgoingMail.objects.count()) == (first.url, 1, 1)


def test_repeat_by_another_form_shows_the_reference_and_nothing_that_was_not_typed(client):
    cycle = CycleFactory(number=3)
    client.post(address(cycle), typed(needs="Dane wrażliwe", phone="600100200", organisation="Tajna Grupa"))
    token = Enrolment.objects.get().token
    answer = client.post(address(cycle), typed(submission_key="x" * 24, name="LUCJA CWIK"))
    page = client.get(answer.url)
    words = page.content.decode()
    assert answer.url.startswith("/zgloszenie-przyjete/")
    assert words.count("W3-0001") == 1
    secrets = ("Dane wrażliwe", "600100200", "Tajna Grupa", "lucja", "Ćwik", token)
    assert [word for word in secrets if word in words] == []
    assert page.headers["Cache-Control"] == "no-store, private"


def test_received_page_opens_only_by_what_we_signed(client):
    EnrolmentFactory()
    assert client.get(reverse("workshops:enrolment_received", args=["1:abc:def"])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"name": "z" * 151}, "name"),
        ({"email": "lucja"}, "email"),
        ({"email": "lucja@example"}, "email"),
        ({"email": "lucja@example.org, ala@example.org"}, "email"),
        ({"organisation": ""}, "organisation"),
        ({"phone": "brak"}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"needs": "x" * 501}, "needs"),
        ({"page_address": "http://spam.example"}, "page_address"),
    ],
)
def test_sign_up_with_a_mistake_keeps_what_was_typed_and_says_what_to_do(client, wrong, field):
    cycle = CycleFactory()
    response = client.post(address(cycle), typed(**wrong))
    words = response.content.decode()
    assert (response.status_code, list(response.context["form"].errors), Enrolment.objects.count()) == (
        200,
        [field],
        0,
    )
    assert words.count('id="error-summary"') == 1
    assert words.count("k" * 24) == 1


@pytest.mark.parametrize(
    ("messy", "kept"),
    [
        ({"email": "  Lucja @Example.org "}, ("Lucja@Example.org", "")),
        ({"phone": " +48 600-100-200 "}, ("lucja@example.org", "+48 600-100-200")),
        ({"phone": "(85) 600 10 20"}, ("lucja@example.org", "(85) 600 10 20")),
    ],
)
def test_sign_up_accepts_messy_input(client, messy, kept):
    client.post(address(CycleFactory()), typed(**messy))
    person = Enrolment.objects.get().person
    assert (person.email, person.phone) == kept


def test_sign_up_without_a_key_still_works(client):
    client.post(address(CycleFactory()), typed(submission_key=""))
    assert Enrolment.objects.count() == 1


def test_sign_up_ignores_fields_that_nobody_asked_for(client):
    client.post(
        address(CycleFactory(capacity=1)), typed(state="placed", number="99", token="mine", is_staff="on")
    )
    enrolment = Enrolment.objects.get()
    assert (enrolment.number, enrolment.token == "mine") == (1, False)


def test_sign_up_closed_while_the_form_was_open_offers_the_reserve_with_all_that_was_typed(client):
    cycle = CycleFactory()
    client.get(address(cycle))
    Cycle.objects.update(recruitment_closes_at=clock.now() - dt.timedelta(seconds=1))
    page = client.post(address(cycle), typed(needs="Pętla", keep_needs="on", phone="600100200"))
    form = page.context["form_kept"]
    assert (page.status_code, Enrolment.objects.count()) == (200, 0)
    fields = {field.name: field.value() for field in form}
    again = client.post(address(cycle), {k: ("on" if v is True else v) for k, v in fields.items() if v})
    enrolment = Enrolment.objects.get()
    assert again.url == reverse("workshops:enrolment", args=[enrolment.token])
    assert (enrolment.state, enrolment.person.phone, AccessNeeds.objects.get().text) == (
        State.RESERVE,
        "600100200",
        "Pętla",
    )


@pytest.mark.parametrize("when", ["not_open", "started"])
def test_sign_up_too_early_or_too_late_is_a_page_that_explains(client, when):
    cycle = CycleFactory()
    moment = (
        cycle.recruitment_opens_at - dt.timedelta(days=1)
        if when == "not_open"
        else cycle.sessions.first().starts_at
    )
    with clock.at(moment):
        page = client.post(address(cycle), typed())
    assert (page.status_code, page.context["code"], Enrolment.objects.count()) == (200, when, 0)


def test_sign_up_of_a_full_cycle_joins_the_reserve_list(client):
    cycle = CycleFactory(capacity=1)
    EnrolmentFactory(cycle=cycle)
    page = client.get(address(cycle))
    client.post(address(cycle), typed())
    assert (str(page.context["stands"]), Enrolment.objects.latest("pk").state) == ("reserve", State.RESERVE)


def test_room_of_thirty_signs_up_behind_one_address_within_a_minute(client):
    cycle = CycleFactory(capacity=40)
    codes = [
        client.post(address(cycle), typed(name=f"Osoba {n}", submission_key=f"{n:024d}")).status_code
        for n in range(30)
    ]
    assert (set(codes), Enrolment.objects.filter(state=State.PLACED).count()) == ({303}, 30)


def test_machine_that_signs_up_all_day_is_told_to_wait_and_loses_nothing(client, settings):
    settings.SIGNUPS_PER_MINUTE_PER_ADDRESS = 2
    cycle = CycleFactory()
    with clock.at(clock.now()):
        codes = [
            client.post(address(cycle), typed(name=f"Osoba {n}", submission_key=f"{n:024d}")).status_code
            for n in range(4)
        ]
        other_room = client.post(address(cycle), typed(), REMOTE_ADDR="198.51.100.7").status_code
    assert (codes, other_room) == ([303, 303, 429, 429], 303)


def test_sign_up_needs_the_forms_own_token():
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(address(CycleFactory()), typed()).status_code == 403


def test_pages_speak_english_where_chosen(client):
    cycle = CycleFactory()
    client.cookies["django_language"] = "en"
    words = client.get(address(cycle)).content.decode()
    client.post(address(cycle), typed())
    assert words.count("Sign up for cycle 1") == 1
    assert (Enrolment.objects.get().language, OutgoingMail.objects.get().language) == ("en", "en")


@pytest.mark.parametrize(
    ("capacity", "taken", "tag", "words"),
    [
        (16, 0, "done", "16 wolnych miejsc z 16"),
        (16, 13, "soon", "3 wolne miejsca z 16"),
        (30, 24, "soon", "6 wolnych miejsc z 30"),
        (30, 23, "done", "7 wolnych miejsc z 30"),
        (2, 2, "na", "komplet – lista rezerwowa"),
    ],
)
def test_cycles_list_tells_apart_free_few_and_full(client, capacity, taken, tag, words):
    cycle = CycleFactory(capacity=capacity)
    EnrolmentFactory.create_batch(taken, cycle=cycle)
    page = client.get(reverse("workshops:cycles", args=[cycle.programme.slug])).content.decode()
    found = re.search(r'<span class="os-tag os-tag--(\w+)"><svg.*?</svg>(.*?)</span>', page)
    assert (found[1], found[2].replace("\xa0", " ")) == (tag, words)


def test_cycles_list_says_until_when_one_can_sign_up(client):
    closes = clock.moment(dt.date(2026, 12, 12), dt.time(20))
    with clock.at(closes - dt.timedelta(days=3)):
        cycle = CycleFactory(recruitment_closes_at=closes)
        page = client.get(reverse("workshops:cycles", args=[cycle.programme.slug])).content.decode()
    assert page.count("zapisy do 12 grudnia") == 1


@pytest.mark.parametrize(("days", "year"), [(1, False), (40, True)])
def test_cycle_page_shows_the_year_where_sessions_fall_in_two(client, days, year):
    cycle = CycleFactory(sessions=0)
    first = clock.moment(dt.date(2026, 12, 8), dt.time(17))
    for number, start in enumerate((first, first + dt.timedelta(days=days)), 1):
        SessionFactory(cycle=cycle, number=number, starts_at=start, ends_at=start + dt.timedelta(hours=2))
    page = client.get(address(cycle)).content.decode().replace("\xa0", " ")
    assert ("wtorek 8 grudnia 2026" in page) is year


@pytest.mark.parametrize(
    ("outcomes", "heading"),
    [("prowadzić tablicę\nmóc więcej", "Po cyklu potrafisz"), ("prowadzenie tablicy", "Po cyklu")],
)
def test_cycle_page_promises_deeds_only_where_outcomes_are_deeds(client, outcomes, heading):
    page = client.get(address(CycleFactory(outcomes=outcomes))).content.decode().replace("\xa0", " ")
    assert page.count(f"<h2>{heading}</h2>") == 1


def test_form_leads_to_itself_so_that_mistakes_are_the_first_thing_seen(client):
    cycle = CycleFactory()
    page = client.post(address(cycle), typed(name="")).content.decode()
    form = page[page.index('id="zapisz-sie"') :]
    assert f'action="{address(cycle)}#zapisz-sie"' in form
    assert form.index('id="error-summary"') < form.index("<label")


def test_needs_keep_their_lines(client):
    client.post(address(CycleFactory()), typed(needs=" Pętla \r\n\r\n miejsce  na wózek "))
    assert AccessNeeds.objects.get().text == "Pętla\nmiejsce na wózek"


@pytest.mark.parametrize(
    ("closed", "said"),
    [(True, "Zapisy były już zamknięte"), (False, "Wszystkie miejsca są zajęte")],
)
def test_letter_of_the_reserve_list_says_why(client, closed, said):
    cycle = CycleFactory(capacity=1)
    EnrolmentFactory(cycle=cycle)
    if closed:
        Cycle.objects.update(recruitment_closes_at=clock.now() - dt.timedelta(hours=1))
    client.post(address(cycle), typed(accept_reserve="True"))
    assert OutgoingMail.objects.get(template="workshops/enrolment_reserve").text.count(said) == 1
