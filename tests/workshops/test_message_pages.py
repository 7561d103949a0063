"""The coordinator's pages of messages, as a browser sees them."""

import datetime as dt

import pytest
from django.urls import reverse

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.models import Letter, MessageSetting, MessageTemplate
from osnowa.workshops.rules.message_texts import USUAL
from tests.factories.workshops import EnrolmentFactory
from tests.workshops.conftest import sign_in

WORDS = {
    "subject_pl": "Jutro: {spotkanie}",
    "text_pl": "Cześć {osoba}",
    "subject_en": "Tomorrow: {session}",
    "text_en": "Hello {name}",
}


@pytest.fixture
def alice(scene, client):
    client.cookies["django_language"] = "en"
    with clock.at(scene.sessions[0].starts_at - dt.timedelta(days=10)):
        yield sign_in(client, scene.alice)


def url(scene, name: str, *args) -> str:
    return reverse(f"workshops:{name}", args=[scene.programme.slug, *args])


def test_all_kinds_are_listed_off_and_can_be_switched_on(scene, alice):
    page = alice.get(url(scene, "messages")).content.decode()
    assert page.count("Switch on") == 6
    answer = alice.post(url(scene, "message_switch", "dzien-przed"), {"on": "yes"}, follow=True)
    assert "Switched on" in answer.content.decode()
    assert MessageTemplate.objects.get().is_on
    assert alice.get(url(scene, "message_change", "jutro")).status_code == 404


def test_words_are_saved_and_the_usual_ones_come_back(scene, alice):
    address = url(scene, "message_change", "dzien-przed")
    assert alice.post(address, WORDS).status_code == 302
    assert MessageTemplate.objects.get().text_pl == "Cześć {osoba}"
    alice.post(address, {"usual": "yes"})
    assert MessageTemplate.objects.get().text_pl == USUAL["day_before"].text_pl
    assert "\n\n" in USUAL["day_before"].text_pl


def test_an_unknown_word_is_refused_with_the_reason_and_what_was_typed_stays(scene, alice):
    answer = alice.post(
        url(scene, "message_change", "dzien-przed"), {**WORDS, "text_pl": "Cześć {imię}, jak tam?"}
    )
    page = answer.content.decode()
    assert list(answer.context["form"].errors) == ["text_pl"]
    assert "{imię}" in page
    assert "jak tam?" in page
    assert not MessageTemplate.objects.exists()


def test_the_preview_shows_typed_words_on_the_chosen_person_in_both_parts(scene, alice):
    chosen = scene.enrolments[1]
    address = url(scene, "message_preview", "dzien-przed", "pl")
    answer = alice.post(address, {**WORDS, "shown_on": str(chosen.pk)})
    page = answer.content.decode()
    assert page.count("Cześć Bogdan Żuraw") == 2  # the page and the text part
    assert "Jutro: Z e-maila na tablicę" in page
    assert chosen.token not in page  # whoever looks is not that person
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert (
        "Hello Bogdan Żuraw"
        in alice.post(
            url(scene, "message_preview", "dzien-przed", "en"), {**WORDS, "shown_on": str(chosen.pk)}
        ).content.decode()
    )
    refused = alice.post(address, {**WORDS, "text_pl": "{coś}"}).content.decode()
    assert "{coś}" in refused
    assert alice.get(url(scene, "message_preview", "dzien-przed", "de")).status_code == 404
    assert OutgoingMail.objects.count() == 0


def test_nobody_of_another_programme_is_shown(scene, alice):
    stranger = EnrolmentFactory()
    page = alice.get(
        url(scene, "message_preview", "dzien-przed", "pl"), {"shown_on": str(stranger.pk)}
    ).content.decode()
    assert stranger.person.name not in page


def test_without_sign_ups_the_page_says_when_the_preview_comes(scene, alice):
    for one in scene.enrolments:
        one.delete()
    assert "as soon as somebody" in alice.get(url(scene, "message_change", "dzien-przed")).content.decode()


def test_a_cycle_switches_for_itself(scene, alice):
    address = url(scene, "cycle_message_switch", scene.cycle.number, "dzien-przed")
    alice.post(address, {"as": "on"})
    assert MessageSetting.objects.get().is_on
    page = alice.get(url(scene, "cycle_messages", scene.cycle.number)).content.decode()
    assert "as set for this cycle" in page
    assert "next: " in page
    alice.post(address, {"as": "programme"})
    alice.post(address, {"as": "nonsense"})
    assert not MessageSetting.objects.exists()


def test_a_letter_is_looked_at_counted_and_sent_once(scene, alice):
    address = url(scene, "letter_new", scene.cycle.number)
    form = alice.get(address).context["form"]
    data = {**WORDS, "audience": "placed", "submission_key": form["submission_key"].value()}
    checked = alice.post(address, data)
    page = checked.content.decode()
    assert "Send to 3 people" in page
    assert "Łucja Ćwik" in page
    assert "Cześć Łucja Ćwik" in page
    assert not Letter.objects.exists()
    back = alice.post(address, {**data, "again": "yes"}).content.decode()
    assert "Cześć {osoba}" in back
    for _ in range(2):
        assert alice.post(address, {**data, "send": "yes"}).status_code == 302
    assert Letter.objects.get().people == 3
    assert OutgoingMail.objects.count() == 3
    assert "3 people" in alice.get(url(scene, "cycle_messages", scene.cycle.number)).content.decode()


def test_a_letter_to_an_empty_list_says_so_at_the_field(scene, alice):
    answer = alice.post(url(scene, "letter_new", scene.cycle.number), {**WORDS, "audience": "reserve"})
    assert list(answer.context["form"].errors) == ["audience"]


def test_the_sign_ups_page_tells_every_letter_and_how_far_it_got(scene, alice):
    address = url(scene, "letter_new", scene.cycle.number)
    data = {**WORDS, "audience": "person:2", "submission_key": "k", "send": "yes"}
    assert "selected" in alice.get(address, {"do": "person:2"}).content.decode()
    alice.post(address, data)
    detail = url(scene, "work_enrolment", scene.cycle.number, 2)
    page = alice.get(detail).content.decode()
    assert "Jutro: Z" in page
    assert "waiting" in page
    OutgoingMail.objects.update(state="dead")
    assert "failed" in alice.get(detail).content.decode()
    OutgoingMail.objects.update(state="sent", sent_at=clock.now())
    assert ">sent<" in alice.get(detail).content.decode().replace("\n", "")


def test_the_lists_cost_the_same_however_long_they_are(scene, alice, django_assert_max_num_queries):
    for number in range(10, 22):
        EnrolmentFactory(cycle=scene.cycle, number=number, state="reserve" if number % 2 else "placed")
    with django_assert_max_num_queries(20):
        alice.get(url(scene, "work_enrolments", scene.cycle.number))
    with django_assert_max_num_queries(18):
        alice.get(url(scene, "work_enrolment", scene.cycle.number, 10))
    with django_assert_max_num_queries(18):
        alice.get(url(scene, "cycle_messages", scene.cycle.number))


def test_offer_hours_are_set_on_the_form_of_the_cycle(scene, alice):
    page = alice.get(url(scene, "cycle_change", scene.cycle.number)).content.decode()
    assert 'name="offer_hours"' in page
