"""Pages: who sees what, what never stands on a public page, and a fixed number of questions."""

import datetime as dt
import html
import re

from django.test import Client
from django.urls import reverse

from osnowa.cooperation.models import Announcement, Answer
from osnowa.cooperation.queries import affairs_of, latest_announcements, path_steps
from osnowa.lib import clock
from osnowa.people.models import Organisation
from tests.cooperation.conftest import browser
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory
from tests.factories.people import MembershipFactory
from tests.factories.programme import ProgrammeFactory

DAY = dt.timedelta(days=1)


def words_of(response) -> str:
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text).replace("\u00a0", " ").replace("\u2011", "-"))


def url(name: str, *args: object) -> str:
    return reverse(f"cooperation:{name}", args=args)


def test_the_board_names_organisations_and_no_person(scene, client):
    made = scene.announce()
    AnswerFactory(announcement=made, state="accepted")
    for address in (url("board"), url("announcement", made.pk)):
        page = client.get(address)
        text = words_of(page)
        assert scene.garden.name in text
        for person in (scene.bob.person, made.answers.get().person):
            for private in (person.name, person.email, person.phone):
                assert private not in page.content.decode()
    assert made.answers.get().organisation.name not in words_of(client.get(url("announcement", made.pk)))


def test_what_a_stranger_writes_is_plain_text(scene, client):
    made = scene.announce(
        title="<b>Oddam</b>", body="<script>alert(1)</script> [klik](https://zla.example) https://zla.example"
    )
    page = client.get(url("announcement", made.pk)).content.decode()
    assert "<script>alert" not in page
    assert "<b>Oddam" not in page
    assert 'href="https://zla.example' not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_board_is_filtered_by_its_address(scene, client):
    scene.announce()
    AnnouncementFactory(kind="need", topic="place", title="Szukamy sali")
    assert "Szukamy sali" not in words_of(client.get(url("board"), {"rodzaj": "oferty"}))
    assert "Oddamy sadzonki" not in words_of(client.get(url("board"), {"temat": "place"}))
    found = words_of(client.get(url("board"), {"q": "SALI"}))
    assert ("Szukamy sali" in found, "Oddamy sadzonki" in found) == (True, False)
    assert "Nic nie znaleziono" in words_of(client.get(url("board"), {"q": "czołg"}))
    assert "Szukamy sali" in words_of(client.get(url("board"), {"rodzaj": "bzdura", "page": "99"}))


def test_hidden_and_forgotten_ones_are_not_found_expired_ones_say_so(scene, client):
    hidden, blank = AnnouncementFactory(state="hidden"), AnnouncementFactory(state="closed", title="")
    assert [client.get(url("announcement", one.pk)).status_code for one in (hidden, blank)] == [404, 404]
    expired = AnnouncementFactory(valid_until=clock.today() - DAY)
    page = client.get(url("announcement", expired.pk))
    assert "Nie ma go już na tablicy." in words_of(page)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert url("answer_give", expired.pk) not in page.content.decode()


def fill(scene) -> None:
    own = AnnouncementFactory(programme=scene.programme, organisation=scene.garden)
    AnswerFactory(announcement=own)
    AnswerFactory(announcement=own, state="accepted")
    AnswerFactory(announcement__programme=scene.programme, organisation=scene.garden)


def test_lists_ask_a_fixed_number_of_questions(scene, django_assert_max_num_queries):
    lists = (
        (Client(), url("board"), 4),
        (browser(scene.bob), url("own"), 17),
        (browser(scene.alice), url("work", scene.programme.slug), 14),
    )
    fill(scene)
    asked = []
    for who, address, most in lists:
        who.get(address)  # the session remembers the programme
        with django_assert_max_num_queries(most) as found:
            who.get(address)
        asked.append(len(found))
    fill(scene)
    fill(scene)
    for (who, address, most), before in zip(lists, asked, strict=True):
        with django_assert_max_num_queries(most) as found:
            who.get(address)
        assert len(found) == before, address


def test_a_visitor_is_led_to_sign_in_and_back(scene, client):
    made = scene.announce()
    page = client.get(url("answer_give", made.pk))
    assert page.headers["Location"] == f"/konto/zaloguj/?next={url('answer_give', made.pk)}"


def test_a_member_answers_and_the_other_side_accepts(scene):
    made = scene.announce()
    tomek, bob = browser(scene.tomek), browser(scene.bob)
    assert "Piszesz w imieniu: Chór Źródło." in words_of(tomek.get(url("answer_give", made.pk)))
    sent = tomek.post(url("answer_give", made.pk), {"body": "Weźmiemy!"})
    answer = Answer.objects.get()
    assert sent.headers["Location"] == url("answer", answer.pk)
    assert tomek.post(url("answer_give", made.pk), {"body": "Weźmiemy!"}).headers["Location"] == url(
        "answer", answer.pk
    )
    private = (scene.tomek.person.name, scene.tomek.person.email)
    before = words_of(bob.get(url("answer", answer.pk)))
    assert [word in before for word in private] == [False, False]
    bob.post(url("answer_accept", answer.pk))
    after = words_of(bob.get(url("answer", answer.pk)))
    assert [word in after for word in private] == [True, True]
    theirs = words_of(tomek.get(url("answer", answer.pk)))
    assert (scene.bob.person.email in theirs, scene.bob.person.phone in theirs) == (True, True)


def test_nobody_else_opens_the_page_of_the_two_sides(scene):
    answer = AnswerFactory(announcement=scene.announce(), state="accepted")
    for stranger in (scene.tomek, scene.alice, scene.charlie):
        assert browser(stranger).get(url("answer", answer.pk)).status_code == 404
        assert browser(stranger).post(url("answer_accept", answer.pk)).status_code == 404


def test_whoever_speaks_for_nobody_is_told_how_to(scene):
    made = scene.announce()
    charlie = browser(scene.charlie)
    for address in (url("own"), url("announcement_new"), url("answer_give", made.pk)):
        assert "Najpierw potrzebna jest organizacja" in words_of(charlie.get(address))


def test_an_announcement_is_made_by_form_once_and_refusals_keep_what_was_typed(scene):
    bob = browser(scene.bob)
    page = bob.get(url("announcement_new")).content.decode()
    key = re.search(r'name="submission_key" value="([^"]+)"', page)[1]
    typed = {
        "submission_key": key,
        "kind": "need",
        "title": "Szukamy chóru",
        "body": "Dzwońcie 600 100 200",
        "topic": "event",
        "valid_until": (clock.today() + 30 * DAY).isoformat(),
    }
    refused = words_of(bob.post(url("announcement_new"), typed))
    assert "Usuń adresy e-mail i numery telefonu" in refused
    assert "Dzwońcie 600 100 200" in refused
    good = {**typed, "body": "Na otwarcie ogrodu."}
    places = {bob.post(url("announcement_new"), good).headers["Location"] for _ in range(2)}
    made = Announcement.objects.get()
    assert places == {url("own_announcement", made.pk)}
    assert (made.programme, made.organisation, made.kind) == (scene.programme, scene.garden, "need")


def test_of_several_organisations_and_programmes_one_is_chosen(scene):
    MembershipFactory(person=scene.bob.person, organisation=scene.choir, confirmed_at=clock.now())
    other = ProgrammeFactory(starts_on=clock.today(), ends_on=clock.today())
    typed = {
        "submission_key": "k",
        "kind": "offer",
        "title": "Śpiewamy",
        "body": "Na festynie.",
        "topic": "event",
        "valid_until": (clock.today() + 30 * DAY).isoformat(),
    }
    bob = browser(scene.bob)
    assert "Wybierz, w czyim imieniu piszesz." in words_of(bob.post(url("announcement_new"), typed))
    bob.post(url("announcement_new"), {**typed, "organisation": scene.choir.pk, "programme": other.pk})
    made = Announcement.objects.get()
    assert (made.organisation, made.programme) == (scene.choir, other)
    strange = Organisation.objects.exclude(pk__in=[scene.garden.pk, scene.choir.pk]).first()
    bob.post(url("announcement_new"), {**typed, "submission_key": "k2", "organisation": strange.pk})
    assert Announcement.objects.count() == 1


def test_without_a_running_programme_it_counts_for_none(scene):
    scene.programme.is_public = False
    scene.programme.save()
    browser(scene.bob).post(
        url("announcement_new"),
        {
            "submission_key": "k",
            "kind": "offer",
            "title": "Śpiewamy",
            "body": "Na festynie.",
            "topic": "event",
            "valid_until": (clock.today() + 30 * DAY).isoformat(),
        },
    )
    assert Announcement.objects.get().programme is None


def test_a_member_changes_renews_and_closes(scene):
    made = scene.announce()
    bob = browser(scene.bob)
    page = bob.get(url("announcement_change", made.pk)).content.decode()
    assert "Oddamy sadzonki" in page
    typed = {
        "title": "Oddamy bulwy",
        "body": "Dalie.",
        "topic": "event",
        "valid_until": made.valid_until.isoformat(),
    }
    bob.post(url("announcement_change", made.pk), typed)
    bob.post(url("announcement_renew", made.pk))
    assert "Zamknąć to ogłoszenie?" in words_of(bob.get(url("announcement_close", made.pk)))
    assert "Wybierz, jak się skończyło." in words_of(bob.post(url("announcement_close", made.pk)))
    bob.post(url("announcement_close", made.pk), {"outcome": "here"})
    made.refresh_from_db()
    assert (made.title, made.state, made.outcome) == ("Oddamy bulwy", "closed", "here")
    assert bob.get(url("announcement_change", made.pk)).headers["Location"] == url(
        "own_announcement", made.pk
    )
    assert "zamknięte: jest partner" in words_of(bob.get(url("own_announcement", made.pk)))


def test_declining_and_noting_what_came_of_it(scene):
    made = scene.announce()
    no, yes = AnswerFactory(announcement=made), AnswerFactory(announcement=made, state="accepted")
    bob = browser(scene.bob)
    assert "Odrzucić odpowiedź" in words_of(bob.get(url("answer_decline", no.pk)))
    bob.post(url("answer_decline", no.pk), {"because": "Innym razem"})
    no.refresh_from_db()
    assert (no.state, no.declined_because) == ("declined", "Innym razem")
    typed = {"came_of": "event", "on": (clock.today() + DAY).isoformat(), "said": ""}
    assert "Wybierz dzień od przyjęcia odpowiedzi do dzisiaj." in words_of(
        bob.post(url("answer_came_of", yes.pk), typed)
    )
    bob.post(url("answer_came_of", yes.pk), {**typed, "on": clock.today().isoformat()})
    yes.refresh_from_db()
    assert (yes.came_of, yes.came_of_on) == ("event", clock.today())


def test_the_team_reads_and_only_the_coordinator_hides(scene):
    made = scene.announce()
    answer = AnswerFactory(announcement=made, text="Tylko dla Was")
    address = url("work_announcement", scene.programme.slug, made.pk)
    for reader in (scene.alice, scene.mia, scene.eve):
        page = words_of(browser(reader).get(address))
        assert (answer.organisation.name in page, "Tylko dla Was" in page) == (True, False)
    hide = url("announcement_hide", scene.programme.slug, made.pk)
    assert browser(scene.mia).post(hide, {"because": "x"}).status_code == 404
    alice = browser(scene.alice)
    assert "Napisz dlaczego" in words_of(alice.post(hide, {"because": ""}))
    alice.post(hide, {"because": "To reklama."})
    made.refresh_from_db()
    assert (made.state, made.hidden_because, made.hidden_by) == ("hidden", "To reklama.", scene.alice)
    assert "To reklama." in words_of(browser(scene.bob).get(url("own_announcement", made.pk)))
    alice.post(url("announcement_show", scene.programme.slug, made.pk))
    made.refresh_from_db()
    assert made.state == "open"


def test_affairs_and_path_say_what_is_open_and_what_was(scene):
    made = scene.announce()
    waiting = AnswerFactory(announcement=made, organisation=scene.choir)
    affairs = affairs_of(scene.bob)
    assert [(one.title, one.url, one.deed) for one in affairs] == [
        ("Odpowiedź: Chór Źródło", url("answer", waiting.pk), "Przeczytaj i zdecyduj"),
        ("Oddamy sadzonki", url("own_announcement", made.pk), ""),
    ]
    assert affairs_of(scene.charlie) == []
    AnswerFactory(announcement=made, state="accepted", organisation__name="Klub")
    steps = path_steps(scene.garden)
    assert [(step.title, step.programme) for step in steps] == [
        ("Oferta na tablicy", scene.programme.pk),
        ("Kontakt: Klub", scene.programme.pk),
    ]
    assert steps[0].url == url("work_announcement", scene.programme.slug, made.pk)
    assert latest_announcements(1) == [made]


def test_affairs_tell_what_was_answered_to_ones_own_answers_for_a_month(scene):
    waiting = AnswerFactory(organisation=scene.garden)
    accepted, declined, _withdrawn, old = (
        AnswerFactory(organisation=scene.garden, state=state)
        for state in ("accepted", "declined", "withdrawn", "declined")
    )
    Answer.objects.filter(pk=old.pk).update(decided_at=clock.now() - 31 * DAY)
    assert {(one.url, one.state_label) for one in affairs_of(scene.bob)} == {
        (url("answer", waiting.pk), "czeka na decyzję"),
        (url("answer", accepted.pk), "przyjęta"),
        (url("answer", declined.pk), "odrzucona"),
    }
    assert affairs_of(scene.tomek) == []


def test_ones_own_announcement_is_called_own_and_sign_in_is_asked_of_strangers_only(scene, client):
    made = scene.announce()
    address, own = url("announcement", made.pk), url("own_announcement", made.pk)
    said = [
        ("To Twoje ogłoszenie" in page, own in page, "trzeba się zalogować" in page)
        for page in (
            browser(scene.bob).get(address).content.decode(),
            browser(scene.tomek).get(address).content.decode(),
            client.get(address).content.decode(),
        )
    ]
    assert said == [(True, True, False), (False, False, False), (False, False, True)]


def test_a_withdrawn_answer_leads_to_a_new_one_while_the_announcement_hangs(scene):
    answer = AnswerFactory(announcement=scene.announce(), organisation=scene.choir, state="withdrawn")
    give = url("answer_give", answer.announcement_id)
    tomek = browser(scene.tomek)
    assert give in tomek.get(url("answer", answer.pk)).content.decode()
    Announcement.objects.update(valid_until=clock.today() - DAY)
    assert give not in tomek.get(url("answer", answer.pk)).content.decode()
