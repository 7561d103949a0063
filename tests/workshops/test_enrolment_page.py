"""The participant's own page: opening changes nothing, buttons do, and only one's own is seen."""

import datetime as dt

import pytest
from django.urls import reverse

from osnowa.lib import audit, clock
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.workshops.actions.enrolment import cancel_enrolment
from osnowa.workshops.models import Attendance, Enrolment
from osnowa.workshops.privacy import erase
from tests.factories.people import MembershipFactory, PersonFactory
from tests.factories.workshops import (
    AccessNeedsFactory,
    AttendanceFactory,
    CertificateFactory,
    CycleFactory,
    EnrolmentFactory,
)

pytestmark = pytest.mark.django_db
State = Enrolment.State
PAGES = (
    "enrolment",
    "enrolment_change",
    "enrolment_cancel",
    "enrolment_undo",
    "enrolment_calendar",
    "enrolment_certificate",
)


def address(enrolment: Enrolment, page: str = "enrolment") -> str:
    return reverse(f"workshops:{page}", args=[enrolment.token])


def snapshot() -> tuple:
    return (
        list(Enrolment.objects.order_by("pk").values_list()),
        AuditLine.objects.count(),
        OutgoingMail.objects.count(),
    )


@pytest.mark.parametrize("state", [State.PLACED, State.RESERVE])
def test_opening_every_address_as_a_mail_scanner_does_changes_nothing(client, state):
    enrolment = EnrolmentFactory(state=state)
    for cancelled in (False, True):
        if cancelled:
            cancel_enrolment(enrolment, by=audit.PARTICIPANT)
        before = snapshot()
        for page in PAGES:
            client.get(address(enrolment, page), follow=True)
            client.head(address(enrolment, page))
        assert snapshot() == before


@pytest.mark.parametrize("page", PAGES)
def test_pages_open_by_the_token_only(client, page):
    EnrolmentFactory()
    assert client.get(reverse(f"workshops:{page}", args=["A" * 24])).status_code == 404


@pytest.mark.parametrize("page", ["enrolment", "enrolment_change", "enrolment_cancel", "enrolment_calendar"])
def test_pages_are_told_to_nobody_else(client, page):
    response = client.get(address(EnrolmentFactory(), page))
    headers = {name: response.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")}
    assert headers == {
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "same-origin",
    }


def test_own_page_shows_nothing_of_the_persons_other_sign_ups(client):
    """Charlie types Alice's name and address into another cycle: he learns no phone, no needs, no attendance."""
    alice = PersonFactory(phone="600 700 800")
    earlier = EnrolmentFactory(membership=MembershipFactory(person=alice, typed="Tajna Grupa"))
    AccessNeedsFactory(enrolment=earlier, text="Dane wrażliwe", keep=True)
    AttendanceFactory(enrolment=earlier)
    other = EnrolmentFactory(membership=MembershipFactory(person=alice, typed="Wpisana Grupa"))
    for page in ("enrolment", "enrolment_change"):
        words = client.get(address(other, page)).content.decode()
        assert [w for w in ("600 700 800", "Tajna Grupa", "Dane wrażliwe", earlier.token) if w in words] == []


def test_own_page_tells_the_position_on_the_reserve_list(client):
    cycle = CycleFactory(capacity=1)
    EnrolmentFactory(cycle=cycle)
    EnrolmentFactory(cycle=cycle, state=State.RESERVE)
    second = EnrolmentFactory(cycle=cycle, state=State.RESERVE)
    assert ": 2</p>" in client.get(address(second)).content.decode()


@pytest.mark.parametrize("sessions", [1, 6])
def test_own_page_costs_the_same_for_any_number_of_sessions(client, django_assert_num_queries, sessions):
    enrolment = EnrolmentFactory(cycle=CycleFactory(sessions=sessions))
    client.get(address(enrolment))
    with django_assert_num_queries(6):
        client.get(address(enrolment))


def test_own_page_shows_attendance_and_certificate_once_there_are_any(client, django_assert_num_queries):
    enrolment = EnrolmentFactory()
    first, second = enrolment.cycle.sessions.all()[:2]
    AttendanceFactory(enrolment=enrolment, session=first, mark=Attendance.Mark.LATE, minutes_missed=15)
    paper = CertificateFactory(enrolment=enrolment)
    client.get(address(enrolment))  # whether there is an office for the menu is asked once a minute
    with clock.at(second.ends_at), django_assert_num_queries(7):
        page = client.get(address(enrolment))
    assert page.context["marks"] == [(first, "late"), (second, "")]
    assert page.content.decode().count(reverse("workshops:verify", args=[paper.code])) == 1


def test_certificate_comes_as_a_file_and_not_before_it_is_issued(client):
    enrolment = EnrolmentFactory()
    assert client.get(address(enrolment, "enrolment_certificate")).status_code == 404


def test_cancel_by_button_then_undo_by_button(client):
    enrolment = EnrolmentFactory()
    asked = client.get(address(enrolment, "enrolment_cancel"))
    assert asked.content.decode().count(f'action="{address(enrolment, "enrolment_cancel")}"') == 1
    done = client.post(address(enrolment, "enrolment_cancel"))
    assert (done.status_code, done.url) == (303, address(enrolment))
    page = client.get(done.url)
    assert (
        page.context["minutes_left"],
        page.content.decode().count(address(enrolment, "enrolment_undo")),
    ) == (10, 1)
    client.post(address(enrolment, "enrolment_undo"))
    enrolment.refresh_from_db()
    assert enrolment.state == State.PLACED


def test_undo_too_late_explains_and_offers_the_cycle(client):
    enrolment = EnrolmentFactory()
    client.post(address(enrolment, "enrolment_cancel"))
    Enrolment.objects.update(held_until=None)
    page = client.post(address(enrolment, "enrolment_undo"))
    assert (page.status_code, page.context["refusal"].code) == (200, "too_late")
    assert (
        page.content.decode().count(
            reverse("workshops:cycle", args=[enrolment.cycle.programme.slug, enrolment.cycle.slug])
        )
        == 1
    )


def test_undo_button_is_gone_after_ten_minutes(client):
    enrolment = EnrolmentFactory()
    client.post(address(enrolment, "enrolment_cancel"))
    with clock.at(clock.now() + dt.timedelta(minutes=10, seconds=1)):
        page = client.get(address(enrolment))
    assert page.content.decode().count(address(enrolment, "enrolment_undo")) == 0


def test_cancel_after_the_cycle_explains(client):
    enrolment = EnrolmentFactory()
    with clock.at(enrolment.cycle.sessions.last().ends_at):
        page = client.post(address(enrolment, "enrolment_cancel"))
    assert page.context["refusal"].code == "over"


def test_change_by_form_keeps_what_was_not_touched(client):
    enrolment = EnrolmentFactory()
    AccessNeedsFactory(enrolment=enrolment, text="Pętla", keep=True)
    form = client.get(address(enrolment, "enrolment_change")).context["form"]
    data = {field.name: ("on" if field.value() is True else field.value() or "") for field in form}
    assert data["phone"] == ""
    answer = client.post(address(enrolment, "enrolment_change"), {**data, "organisation": "Grupa Sąsiedzi"})
    enrolment = Enrolment.objects.get()
    assert (answer.status_code, answer.url) == (303, f"{address(enrolment)}?changed=1")
    assert (enrolment.membership.typed, enrolment.needs.text, enrolment.needs.keep) == (
        "Grupa Sąsiedzi",
        "Pętla",
        True,
    )
    assert client.get(answer.url).context["changed"] is True


def test_change_with_a_mistake_keeps_what_was_typed(client):
    enrolment = EnrolmentFactory()
    page = client.post(
        address(enrolment, "enrolment_change"), {"name": "", "organisation": "Nowa Grupa", "phone": ""}
    )
    assert (
        page.status_code,
        list(page.context["form"].errors),
        page.content.decode().count('value="Nowa Grupa"'),
    ) == (200, ["name"], 1)


def test_change_of_a_cancelled_sign_up_leads_back(client):
    enrolment = EnrolmentFactory()
    cancel_enrolment(enrolment, by=audit.PARTICIPANT)
    assert client.get(address(enrolment, "enrolment_change")).url == address(enrolment)


def test_erased_person_has_no_page_any_more(client):
    enrolment = EnrolmentFactory()
    old = address(enrolment)
    erase(enrolment.person)
    assert client.get(old).status_code == 404


@pytest.mark.parametrize("page", ["enrolment", "enrolment_change"])
@pytest.mark.parametrize(
    ("capacity", "state", "says"),
    [(1, State.PLACED, True), (1, State.RESERVE, True), (9, State.PLACED, False)],
)
def test_wrong_address_is_seen_and_costs_no_seat(client, page, capacity, state, says):
    """Where others wait for the seat, the team puts the address right; else one sends the form anew."""
    cycle = CycleFactory(capacity=capacity, programme__contact_email="warsztaty@osnowa.example")
    if state == State.RESERVE:
        EnrolmentFactory(cycle=cycle)
    enrolment = EnrolmentFactory(cycle=cycle, state=state)
    main = client.get(address(enrolment, page)).content.decode().split("<main")[1].split("</main")[0]
    assert enrolment.person.email in main
    assert ("mailto:warsztaty@osnowa.example" in main) is says


def test_own_page_says_that_phone_and_needs_are_saved_and_not_what_they_are(client):
    enrolment = EnrolmentFactory(membership=MembershipFactory(person=PersonFactory(phone="600 700 800")))
    AccessNeedsFactory(enrolment=enrolment, text="Pętla indukcyjna")
    words = client.get(address(enrolment)).content.decode()
    assert [word in words for word in ("zapisany</dd>", "zapisane<br>", "600 700 800", "Pętla")] == [
        True,
        True,
        False,
        False,
    ]


def test_phone_is_removed_by_the_change_form_and_kept_without_the_tick(client):
    person = PersonFactory(phone="600 700 800")
    enrolment = EnrolmentFactory(membership=MembershipFactory(person=person))
    data = {"name": person.name, "organisation": enrolment.membership.typed, "phone": ""}
    client.post(address(enrolment, "enrolment_change"), data)
    person.refresh_from_db()
    assert person.phone == "600 700 800"
    client.post(address(enrolment, "enrolment_change"), {**data, "remove_phone": "on"})
    person.refresh_from_db()
    assert person.phone == ""
    assert "remove_phone" not in client.get(address(enrolment, "enrolment_change")).context["form"].fields


@pytest.mark.parametrize("waits", [True, False])
def test_cancelled_page_speaks_of_the_reserve_list_only_where_somebody_waits(client, waits):
    enrolment = EnrolmentFactory(cycle=CycleFactory(capacity=1))
    if waits:
        EnrolmentFactory(cycle=enrolment.cycle, state=State.RESERVE)
    client.post(address(enrolment, "enrolment_cancel"))
    words = client.get(address(enrolment)).content.decode()
    letter = OutgoingMail.objects.get(template="workshops/enrolment_cancelled").text
    assert [("listy rezerwowej" in text, "wróci do puli" in text) for text in (words, letter)] == [
        (waits, not waits)
    ] * 2


@pytest.mark.parametrize(
    ("state", "said"),
    [(State.PLACED, "Miejsce jest Twoje."), (State.RESERVE, "powrotem swoją pozycję")],
)
def test_undo_says_that_it_is_done(client, state, said):
    enrolment = EnrolmentFactory(cycle=CycleFactory(capacity=1), state=state)
    if state == State.RESERVE:
        EnrolmentFactory(cycle=enrolment.cycle)
    client.post(address(enrolment, "enrolment_cancel"))
    words = client.post(address(enrolment, "enrolment_undo"), follow=True).content.decode()
    assert (words.count("Rezygnacja cofnięta."), words.count(said)) == (1, 1)


def test_cancelled_page_offers_another_sign_up_only_after_the_time_to_undo(client):
    enrolment = EnrolmentFactory()
    client.post(address(enrolment, "enrolment_cancel"))
    offer = "zapisać się jeszcze raz"
    assert client.get(address(enrolment)).content.decode().count(offer) == 0
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        assert client.get(address(enrolment)).content.decode().count(offer) == 1


def test_own_page_names_the_session_ahead_and_all_of_them_once_the_cycle_is_over(client):
    enrolment = EnrolmentFactory()
    every = list(enrolment.cycle.sessions.all())
    for now, shown in (
        (every[0].starts_at, every),
        (every[0].ends_at, every[1:]),
        (every[-1].ends_at, every),
    ):
        with clock.at(now):
            context = client.get(address(enrolment)).context
        assert [context["first"], *context["later"]] == shown


def test_own_page_of_who_has_not_said_yes_to_an_application_keeps_no_place_and_asks_first(client):
    """Brought by a colleague where places go by points: nothing is kept for them, and one thing is to be done."""
    leader = EnrolmentFactory(state=State.APPLIED)
    soon = clock.now() + dt.timedelta(hours=48)
    brought = EnrolmentFactory(
        cycle=leader.cycle, state=State.APPLIED, signed_up_by=leader, confirm_until=soon
    )
    page = client.get(address(brought)).content.decode()
    assert "czeka na Twoje potwierdzenie" in page
    said = ("Trzymamy miejsce", "Mamy Twoje zgłoszenie", "zgłoszenie czeka na listę", "Coś wypadło?")
    assert [words for words in said if words in page] == []
    cancel_enrolment(brought, by=audit.PARTICIPANT)
    assert "czeka na Twoje potwierdzenie" not in client.get(address(brought)).content.decode()


def test_own_page_says_that_a_withdrawn_application_stands_again(client):
    enrolment = EnrolmentFactory(state=State.APPLIED)
    client.post(address(enrolment, "enrolment_cancel"))
    page = client.post(address(enrolment, "enrolment_undo"), follow=True)
    assert "Zgłoszenie znów jest" in page.content.decode()
