"""Pages of setting up: who may open them, what they keep, what they say."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.models import Organisation
from osnowa.programme.models import InformationClause, Programme, Role, TeamMember
from tests.factories.people import AccountFactory, IdentifierFactory, OrganisationFactory
from tests.factories.programme import ClauseFactory, ProgrammeFactory

READ = ["overview", "activities", "team"]
WRITE = [
    ("change", []),
    ("activity_add", []),
    ("activity_change", [1]),
    ("clause_write", []),
    ("team_add", []),
]
POST_ONLY = [("publish", []), ("unpublish", []), ("activity_remove", [1])]


def address(name, args=(), slug="wiedza"):
    return reverse(f"programme:{name}", args=[slug, *args])


def words_of(response) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").split())


def new_programme(**changes):
    return {
        "title": "Sieć dla Łomży",
        "operator": "Fundacja Nowa",
        "funder": "Narodowy Instytut Wolności",
        "fund": "",
        "agreement_number": " 12/2027 ",
        "agreement_on": "",
        "starts_on": "1.04.2027",
        "ends_on": "2027-11-30",
        "city": "",
        "contact_email": "",
        "contact_phone": "",
    } | changes


# Who may


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("ewa", 200), ("tomek", 404), ("charlie", 404)])
def test_reading_is_for_coordinators_and_evaluators(house, signed_in, name, who, status):
    assert signed_in(getattr(house, who)).get(address(name)).status_code == status


@pytest.mark.parametrize("page", WRITE)
@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("ewa", 404), ("tomek", 404), ("charlie", 404)])
def test_writing_is_for_coordinators(house, signed_in, page, who, status):
    assert signed_in(getattr(house, who)).get(address(*page)).status_code == status


@pytest.mark.parametrize(("name", "args"), [*WRITE, *POST_ONLY])
@pytest.mark.parametrize("who", ["ewa", "tomek", "charlie"])
def test_nobody_else_can_post(house, signed_in, name, args, who):
    before = AuditLine.objects.count()
    assert signed_in(getattr(house, who)).post(address(name, args)).status_code == 404
    assert AuditLine.objects.count() == before


@pytest.mark.parametrize(("name", "args"), POST_ONLY)
def test_deeds_are_not_links(house, signed_in, name, args):
    assert signed_in(house.alice).get(address(name, args)).status_code == 405


def test_a_coordinator_without_a_second_factor_is_sent_to_it(house):
    client = Client()
    client.force_login(house.alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(address("overview"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("portal:second_factor"))


def test_a_role_of_another_programme_is_not_found_under_ones_own(house, signed_in):
    foreign = TeamMember.objects.get(account=house.charlie)
    response = signed_in(house.alice).post(address("team_end", [foreign.pk]))
    assert response.status_code == 404
    assert TeamMember.objects.get(pk=foreign.pk).ended_at is None


def test_a_role_taken_away_is_gone_at_the_next_request(house, signed_in):
    bob = signed_in(house.bob)
    assert bob.get(address("overview")).status_code == 200
    member = TeamMember.objects.get(account=house.bob)
    signed_in(house.alice).post(address("team_end", [member.pk]))
    assert bob.get(address("overview")).status_code == 404


def test_reading_changes_nothing(house, signed_in):
    client = signed_in(house.alice)
    before = AuditLine.objects.count()
    for name, args in [*((name, []) for name in READ), *WRITE]:
        client.get(address(name, args))
    assert AuditLine.objects.count() == before


# A new programme


@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("charlie", 200), ("tomek", 404), ("ewa", 404)])
def test_create_is_for_coordinators_of_anything(house, signed_in, who, status):
    assert signed_in(getattr(house, who)).get(reverse("programme:create")).status_code == status


def test_create_sets_up_a_hidden_programme_and_a_new_organisation(house, signed_in):
    response = signed_in(house.alice).post(reverse("programme:create"), new_programme())
    made = Programme.objects.get(slug="siec-dla-lomzy")
    assert response.headers["Location"] == address("overview", slug="siec-dla-lomzy")
    assert (made.operator.name, made.agreement_number, made.starts_on) == (
        "Fundacja Nowa",
        "12/2027",
        dt.date(2027, 4, 1),
    )
    assert made.is_public is False


def test_create_knows_an_organisation_by_its_number(house, signed_in):
    known = IdentifierFactory(kind="krs", value="0000123456").organisation
    signed_in(house.alice).post(reverse("programme:create"), new_programme(operator="KRS 0000 123 456"))
    assert Programme.objects.get(slug="siec-dla-lomzy").operator == known


def test_create_asks_for_a_number_where_a_name_is_shared(house, signed_in):
    for _ in range(2):
        OrganisationFactory(name="Stowarzyszenie Sąsiedzi")
    response = signed_in(house.alice).post(
        reverse("programme:create"), new_programme(operator="Stowarzyszenie Sąsiedzi")
    )
    assert response.status_code == 200
    assert "Tę nazwę ma kilka organizacji" in words_of(response)
    assert Organisation.objects.filter(name="Stowarzyszenie Sąsiedzi").count() == 2


def test_create_sent_twice_makes_one(house, signed_in):
    client = signed_in(house.alice)
    for _ in range(2):
        client.post(reverse("programme:create"), new_programme())
    assert Programme.objects.filter(title="Sieć dla Łomży").count() == 1


def test_create_keeps_what_was_typed_and_says_what_is_wrong(house, signed_in):
    response = signed_in(house.alice).post(
        reverse("programme:create"),
        new_programme(title="", ends_on="30 lutego", contact_email="kontakt@"),
    )
    words = words_of(response)
    assert response.status_code == 200
    assert "Napisz tytuł programu" in words
    assert "Napisz datę tak: 1.04.2027" in words
    assert 'value="30 lutego"' in response.content.decode()
    assert 'value="Fundacja Nowa"' in response.content.decode()


# Changing


def test_change_to_shorter_dates_warns_what_falls_outside(house, signed_in):
    client = signed_in(house.alice)
    page = client.get(address("change"))
    data = {name: value or "" for name, value in page.context["form"].initial.items()} | {
        "ends_on": "2017-10-31"
    }
    response = client.post(address("change"), data, follow=True)
    assert response.status_code == 200
    assert "1 działanie wykracza poza program" in words_of(response)


def test_overview_says_what_is_missing_before_publication(house, signed_in):
    bare = ProgrammeFactory(slug="nowy", is_public=False, summary="")
    TeamMember.objects.create(programme=bare, account=house.alice, role=Role.COORDINATOR)
    words = words_of(signed_in(house.alice).get(address("overview", slug="nowy")))
    assert "jedno lub dwa zdania o tym, czym jest program" in words
    assert "klauzula informacyjna" in words
    assert "Opublikuj program" not in words
    response = signed_in(house.alice).post(address("publish", slug="nowy"), follow=True)
    assert "Programu jeszcze nie można pokazać" in words_of(response)


@pytest.mark.parametrize("who", ["alice", "evaluator"])
def test_overview_leads_to_another_programme_those_who_may_create_one(house, signed_in, who):
    account = house.alice
    if who == "evaluator":
        account = AccountFactory()
        TeamMember.objects.create(programme=house.programme, account=account, role=Role.EVALUATOR)
    words = words_of(signed_in(account).get(address("overview")))
    assert ("Załóż kolejny program" in words) is (who == "alice")


def test_change_says_which_fields_publication_needs(house, signed_in):
    words = words_of(signed_in(house.alice).get(address("change")))
    assert words.lower().count("do publikacji") == 2


def test_publish_and_unpublish_turn_the_page_on_and_off(house, signed_in):
    client = signed_in(house.alice)
    client.post(address("unpublish"))
    assert Programme.objects.get(slug="wiedza").is_public is False
    client.post(address("publish"))
    assert Programme.objects.get(slug="wiedza").is_public is True


def test_activity_add_warns_of_days_beyond_the_programme(house, signed_in):
    response = signed_in(house.alice).post(
        address("activity_add"),
        {"number": "2", "title": "Wdrożenia", "starts_on": "2017-05-01", "ends_on": "2017-12-31"},
        follow=True,
    )
    assert "wykracza poza termin programu" in words_of(response)


def test_activity_add_refuses_a_taken_number_beside_the_field(house, signed_in):
    response = signed_in(house.alice).post(
        address("activity_add"),
        {"number": "1", "title": "Wdrożenia", "starts_on": "2017-05-01", "ends_on": "2017-10-31"},
    )
    assert response.status_code == 200
    assert response.context["form"].errors["number"]


def test_activities_ask_the_same_number_of_questions_for_one_and_three(
    house, signed_in, django_assert_num_queries
):
    client = signed_in(house.alice)
    client.get(address("activities"))
    with CaptureQueriesContext(connection) as before:
        client.get(address("activities"))
    for number in (2, 3):
        house.programme.activities.create(
            number=number, title="Inne", starts_on=house.programme.starts_on, ends_on=house.programme.ends_on
        )
    with CaptureQueriesContext(connection) as after:
        client.get(address("activities"))
    assert len(after) == len(before)


# Team


def test_team_add_makes_a_member_and_an_invitation(house, signed_in):
    response = signed_in(house.alice).post(
        address("team_add"),
        {"name": "Nowa Osoba", "email": " Nowa@Osnowa.example ", "role": "trainer"},
        follow=True,
    )
    assert "W zespole jest nowa osoba: Nowa Osoba" in words_of(response)
    mail = OutgoingMail.objects.get()
    assert mail.subject == f"Twoja rola w programie „{house.programme.title}”"
    assert "prowadzenie warsztatów" in mail.text
    assert "nowa@osnowa.example" in mail.text
    assert "/praca/" in mail.text
    assert "token" not in mail.text


@pytest.mark.parametrize("typed", ["nowa@osnowa.example", " NOWA@Osnowa.Example "])
def test_team_add_of_a_role_held_already_says_so_and_sends_nothing(house, signed_in, typed):
    client = signed_in(house.alice)
    client.post(
        address("team_add"), {"name": "Nowa Osoba", "email": "nowa@osnowa.example", "role": "trainer"}
    )
    OutgoingMail.objects.all().delete()
    client.get(address("team"))  # the first message is read
    response = client.post(address("team_add"), {"email": typed, "role": "trainer"}, follow=True)
    words = words_of(response)
    assert "Nowa Osoba ma już tę rolę: prowadzenie warsztatów." in words
    assert ("nowa osoba:" in words, OutgoingMail.objects.count()) == (False, 0)


def test_team_add_says_what_is_wrong_with_an_address(house, signed_in):
    response = signed_in(house.alice).post(address("team_add"), {"email": "nowa@", "role": "trainer"})
    assert response.status_code == 200
    assert 'value="nowa@"' in response.content.decode()
    assert OutgoingMail.objects.count() == 0


def test_team_end_asks_first_and_keeps_the_last_coordinator(house, signed_in):
    client = signed_in(house.alice)
    bob, alice = (TeamMember.objects.get(account=who) for who in (house.bob, house.alice))
    assert "Zakończyć rolę „koordynacja”: Bob?" in words_of(client.get(address("team_end", [bob.pk])))
    client.post(address("team_end", [bob.pk]))
    response = client.post(address("team_end", [alice.pk]), follow=True)
    assert TeamMember.objects.get(pk=alice.pk).ended_at is None
    assert response.status_code == 200


def test_team_shows_addresses_to_coordinators_only(house, signed_in):
    assert "tomek@osnowa.example" in words_of(signed_in(house.alice).get(address("team")))
    assert "tomek@osnowa.example" not in words_of(signed_in(house.ewa).get(address("team")))


def test_team_asks_the_same_number_of_questions_for_four_and_seven(
    house, signed_in, django_assert_num_queries
):
    client = signed_in(house.alice)
    client.get(address("team"))
    with CaptureQueriesContext(connection) as before:
        client.get(address("team"))
    for _ in range(3):
        TeamMember.objects.create(programme=house.programme, account=AccountFactory(), role=Role.MENTOR)
    with CaptureQueriesContext(connection) as after:
        client.get(address("team"))
    assert len(after) == len(before)


# Clause


def test_clause_write_begins_with_a_draft_that_names_operator_and_contact(house, signed_in):
    InformationClause.objects.all().delete()
    form = signed_in(house.alice).get(address("clause_write")).context["form"]
    for name in ("text", "text_en"):
        assert house.programme.operator.name in form.initial[name]
        assert house.programme.contact_email in form.initial[name]
        assert house.programme.agreement_number in form.initial[name]
        assert "&" not in form.initial[name]


def test_clause_write_makes_a_version_that_the_public_page_shows(house, signed_in):
    signed_in(house.alice).post(
        address("clause_write"), {"text": "Kto odpowiada\nFundacja <b>Łąka</b>.", "text_en": "Who"}
    )
    page = Client().get(reverse("programme:clause", args=["wiedza"]))
    assert "Fundacja &lt;b&gt;Łąka&lt;/b&gt;." in page.content.decode().replace("\u00a0", " ")
    assert "Wersja 2, obowiązuje od" in words_of(page)


def test_clause_shows_an_older_version_by_its_number(house):
    ClauseFactory(programme=house.programme, text="Nowsza.")
    older = Client().get(reverse("programme:clause", args=["wiedza"]), {"wersja": "1"})
    assert "To wcześniejsza wersja." in words_of(older)
    assert Client().get(reverse("programme:clause", args=["wiedza"]), {"wersja": "9"}).status_code == 404


def test_clause_of_a_programme_never_published_is_not_found(db):
    ProgrammeFactory(slug="tajny", is_public=False, clause=True)
    assert Client().get(reverse("programme:clause", args=["tajny"])).status_code == 404


def test_clause_stays_readable_after_the_programme_is_hidden(house, signed_in):
    signed_in(house.alice).post(address("unpublish"))
    assert Client().get(reverse("programme:clause", args=["wiedza"])).status_code == 200


def test_clause_speaks_english_where_there_is_an_english_text(house):
    ClauseFactory(programme=house.programme, text="Po polsku.", text_en="In English.")
    client = Client()
    client.cookies["django_language"] = "en"
    assert "In English." in words_of(client.get(reverse("programme:clause", args=["wiedza"])))


def test_clause_asks_few_questions_and_no_session(house, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        response = Client().get(reverse("programme:clause", args=["wiedza"]))
    assert "sessionid" not in response.cookies
