"""Signing in: a code by mail, no passwords, nothing told about who has an account."""

import re
import statistics
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.programme.models import TeamMember
from tests.portal.conftest import code_mailed_to, code_of_phone, signed_in

pytestmark = pytest.mark.django_db
ASK = "/konto/zaloguj/"
CONFIRM = "/konto/zaloguj/kod/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


def ask_for_code(client, address, following=""):
    return client.post(ASK, {"email": address, "next": following})


def test_code_signs_in_and_leads_to_work(client, tomek):
    assert client.get(ASK).status_code == 200
    answer = ask_for_code(client, "  TOMEK@example.org ")
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    code = code_mailed_to("tomek@example.org")
    answer = client.post(CONFIRM, {"code": f" {code.replace('-', ' ')} "})
    assert (answer.status_code, answer["Location"]) == (302, "/praca/")
    assert client.get("/praca/")["Location"] == "/praca/wiedza/"
    assert client.get("/praca/wiedza/").status_code == 200
    assert AuditLine.objects.filter(deed="portal.signed_in", actor=f"account:{tomek.pk}").count() == 1


def test_next_page_is_kept_through_the_code(client, tomek):
    answer = client.get("/praca/wiedza/")
    assert answer["Location"] == "/konto/zaloguj/?next=/praca/wiedza/"
    ask_for_code(client, "tomek@example.org", "/praca/wiedza/")
    answer = client.post(CONFIRM, {"code": code_mailed_to("tomek@example.org"), "next": "/praca/wiedza/"})
    assert answer["Location"] == "/praca/wiedza/"


def test_next_page_of_another_host_is_ignored(client, tomek):
    ask_for_code(client, "tomek@example.org", "https://evil.example/")
    answer = client.post(
        CONFIRM, {"code": code_mailed_to("tomek@example.org"), "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/praca/"


def test_get_of_the_code_page_signs_nobody_in(client, tomek):
    """Mail scanners open addresses (faults 31): the letter has no link that signs in, and a GET changes nothing."""
    ask_for_code(client, "tomek@example.org")
    mail = OutgoingMail.objects.get(template="portal/sign_in_code")
    assert re.findall(r"https?://\S+", mail.text) == []
    client.get(CONFIRM + "?code=" + code_mailed_to("tomek@example.org"))
    assert "_auth_user_id" not in client.session


def test_unknown_address_gets_the_same_words(client, tomek):
    known = ask_for_code(client, "tomek@example.org")
    page_known = client.get(CONFIRM).content.decode()
    other = type(client)()
    unknown = ask_for_code(other, "nikt@example.org")
    page_unknown = other.get(CONFIRM).content.decode()
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])

    def words(page):
        return (
            re.sub(r'value="[^"]*"', "", page)
            .replace("tomek@example.org", "X")
            .replace("nikt@example.org", "X")
        )

    assert words(page_known) == words(page_unknown)
    assert [mail.template for mail in OutgoingMail.objects.filter(to="nikt@example.org")] == [
        "portal/no_account"
    ]


def test_unknown_address_takes_the_same_time(client, tomek, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "1000/m/ip,1000/m/key"}

    def seconds(address):
        took = []
        for _ in range(9):
            browser = type(client)()
            began = time.perf_counter()
            ask_for_code(browser, address)
            took.append(time.perf_counter() - began)
        return statistics.median(took)

    ask_for_code(type(client)(), "tomek@example.org")
    assert abs(seconds("tomek@example.org") - seconds("nikt@example.org")) < 0.05


@pytest.mark.parametrize("typed", ["-", "00000000", " ", "ąęś", "12345678" * 5])
def test_no_code_opens_an_unknown_account(client, db, typed):
    ask_for_code(client, "nikt@example.org")
    answer = client.post(CONFIRM, {"code": typed})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_wrong_codes_are_limited(client, tomek):
    ask_for_code(client, "tomek@example.org")
    right = code_mailed_to("tomek@example.org")
    for _ in range(4):
        assert client.post(CONFIRM, {"code": "0000-0000"}).status_code == 200
    assert client.post(CONFIRM, {"code": "0000-0000"})["Location"] == ASK
    client.post(CONFIRM, {"code": right})
    assert "_auth_user_id" not in client.session


def test_code_of_another_browser_does_not_work(client, tomek):
    ask_for_code(client, "tomek@example.org")
    stranger = type(client)()
    ask_for_code(stranger, "nikt@example.org")
    stranger.post(CONFIRM, {"code": code_mailed_to("tomek@example.org")})
    assert "_auth_user_id" not in stranger.session


def test_old_code_does_not_work(client, tomek, monkeypatch):
    ask_for_code(client, "tomek@example.org")
    later = time.time() + 16 * 60
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: later)
    answer = client.post(CONFIRM, {"code": code_mailed_to("tomek@example.org")})
    assert answer["Location"] == ASK
    assert "_auth_user_id" not in client.session


def test_asking_too_often_is_refused_for_known_and_unknown_alike(client, tomek):
    for address in ("tomek@example.org", "nikt@example.org"):
        for _ in range(4):
            assert ask_for_code(type(client)(), address).status_code == 302
        refused = ask_for_code(type(client)(), address)
        assert refused.status_code == 200
        assert "email" in refused.context["form"].errors
    assert OutgoingMail.objects.count() == 8


def test_room_of_thirty_behind_one_address_is_not_blocked(client, db):
    answers = [ask_for_code(type(client)(), f"osoba{n}@example.org").status_code for n in range(30)]
    assert answers == [302] * 30


def test_mistyped_address_can_be_typed_again(client, tomek):
    ask_for_code(client, "tmek@example.org")
    assert client.get(ASK)["Location"] == CONFIRM
    assert client.post("/konto/zaloguj/od-nowa/")["Location"] == ASK
    assert client.get(ASK).status_code == 200


def test_disabled_account_is_out_at_the_next_request(tomek):
    client = signed_in(tomek)
    assert client.get("/praca/wiedza/").status_code == 200
    tomek.is_active = False
    tomek.save()
    assert client.get("/praca/wiedza/")["Location"].startswith(ASK)


def test_disabled_account_gets_no_code(client, tomek):
    tomek.is_active = False
    tomek.save()
    ask_for_code(client, "tomek@example.org")
    assert [mail.template for mail in OutgoingMail.objects.all()] == ["portal/no_account"]


def test_role_taken_away_counts_at_the_next_request(tomek, programme):
    client = signed_in(tomek)
    assert client.get("/praca/wiedza/").status_code == 200
    TeamMember.objects.filter(account=tomek).update(ended_at=programme.created_at)
    assert client.get("/praca/wiedza/").status_code == 404


def test_signing_out_needs_a_post(tomek):
    client = signed_in(tomek)
    assert client.get("/konto/wyloguj/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/konto/wyloguj/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_signing_out_elsewhere_ends_other_sessions_only(tomek):
    here, there = signed_in(tomek), signed_in(tomek)
    assert here.post("/konto/wyloguj-inne/")["Location"] == "/konto/"
    assert here.get("/konto/").status_code == 200
    assert there.get("/konto/")["Location"].startswith(ASK)


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_email",
        "account_reauthenticate",
        "account_email_verification_sent",
        "socialaccount_connections",
    ],
)
def test_pages_about_passwords_and_addresses_are_not_routed(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path",
    [
        "login/",
        "signup/",
        "password/reset/",
        "password/change/",
        "password/set/",
        "email/",
        "confirm-email/",
        "3rdparty/",
        "reauthenticate/",
        "zalozenie/",
    ],
)
def test_old_addresses_of_allauth_are_closed(client, tomek, path):
    assert client.get("/konto/" + path).status_code == 404
    assert client.post("/konto/" + path, {"email": "a@b.pl", "password": "x"}).status_code == 404
    assert signed_in(tomek).post("/konto/" + path).status_code == 404


def test_password_never_signs_in(client, tomek):
    tomek.set_password("hasło")
    tomek.save()
    client.post(ASK, {"email": "tomek@example.org", "login": "tomek@example.org", "password": "hasło"})
    client.post("/konto/wejscie/", {"login": "tomek@example.org", "password": "hasło"})
    assert "_auth_user_id" not in client.session


# The second factor


def test_coordinator_without_second_factor_reaches_no_work(alice):
    client = signed_in(alice, second_factor=False)
    for path in ("/praca/", "/praca/wiedza/", "/praca/organizacje/", "/redakcja/", "/redakcja/pages/"):
        assert client.get(path)["Location"] == f"/konto/drugi-skladnik/?next={path.replace('/', '%2F')}", path
    assert client.get("/konto/drugi-skladnik/").status_code == 200


def test_coordinator_connects_a_phone_and_goes_on(alice, django_capture_on_commit_callbacks):
    client = signed_in(alice, second_factor=False)
    client.get("/konto/drugi-skladnik/?next=/praca/wiedza/")
    page = client.get("/konto/drugi-skladnik/urzadzenie/?next=/praca/wiedza/")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    wrong = client.post("/konto/drugi-skladnik/urzadzenie/?next=/praca/wiedza/", {"code": "000 000"})
    assert wrong.status_code == 200
    assert client.get("/praca/wiedza/").status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            "/konto/drugi-skladnik/urzadzenie/?next=/praca/wiedza/", {"code": code_of_phone(secret)}
        )
    assert answer["Location"] == "/konto/drugi-skladnik/kody-zapasowe/?next=%2Fpraca%2Fwiedza%2F"
    codes = client.get(answer["Location"])
    assert len(codes.context["codes"]) == 10
    assert 'href="/praca/wiedza/"' in codes.content.decode()
    assert client.get("/praca/wiedza/").status_code == 200
    assert OutgoingMail.objects.filter(template="portal/second_factor_on", to=alice.email).count() == 1


def test_looking_at_recovery_codes_changes_nothing(alice):
    client = signed_in(alice, second_factor=False)
    client.get("/konto/drugi-skladnik/urzadzenie/")
    client.post(
        "/konto/drugi-skladnik/urzadzenie/", {"code": code_of_phone(client.session["mfa.totp.secret"])}
    )
    before = list(Authenticator.objects.order_by("pk").values())
    client.get("/konto/drugi-skladnik/kody-zapasowe/")
    text = client.get("/konto/drugi-skladnik/kody-zapasowe/plik/").content.decode()
    assert list(Authenticator.objects.order_by("pk").values()) == before
    assert len(re.findall(r"^\d{8}\r$", text, re.MULTILINE)) == 10


def connect(account):
    """A phone connected earlier: the secret behind it."""
    browser = signed_in(account, second_factor=False)
    browser.get("/konto/drugi-skladnik/urzadzenie/")
    secret = browser.session["mfa.totp.secret"]
    browser.post("/konto/drugi-skladnik/urzadzenie/", {"code": code_of_phone(secret, steps=-1)})
    return secret


def test_sign_in_asks_for_the_phone(client, alice):
    secret = connect(alice)
    ask_for_code(client, alice.email)
    answer = client.post(CONFIRM, {"code": code_mailed_to(alice.email), "next": "/praca/wiedza/"})
    assert answer["Location"] == "/konto/drugi-skladnik/kod/"
    assert "_auth_user_id" not in client.session
    assert client.get("/praca/wiedza/")["Location"].startswith(ASK)
    assert client.post("/konto/drugi-skladnik/kod/", {"code": "000000"}).status_code == 200
    answer = client.post("/konto/drugi-skladnik/kod/", {"code": code_of_phone(secret)})
    assert answer["Location"] == "/praca/wiedza/"
    assert client.get("/praca/wiedza/").status_code == 200


def test_recovery_code_works_once(client, alice):
    connect(alice)
    recovery = Authenticator.objects.get(user=alice, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        browser = type(client)()
        cache.clear()
        ask_for_code(browser, alice.email)
        browser.post(CONFIRM, {"code": code_mailed_to(alice.email)})
        browser.post("/konto/drugi-skladnik/kod/", {"code": recovery})
        assert ("_auth_user_id" in browser.session) is expected


def test_second_factor_of_somebody_else_does_not_count(alice):
    """Records in the session belong to one account: another's are no proof."""
    client = signed_in(alice)
    session = client.session
    session["account_authentication_methods_user"] = str(alice.pk + 1)
    session.save()
    assert client.get("/praca/wiedza/")["Location"].startswith("/konto/drugi-skladnik/")


def test_demonstration_way_in_counts_only_in_the_demonstration(alice, settings):
    client = signed_in(alice)
    session = client.session
    session["account_authentication_methods"] = [{"method": "demonstration", "at": time.time()}]
    session.save()
    assert client.get("/praca/wiedza/").status_code == 302
    settings.DEMONSTRATION = True
    assert client.get("/praca/wiedza/").status_code == 200


def test_trainer_needs_no_second_factor(tomek):
    assert signed_in(tomek, second_factor=False).get("/praca/wiedza/").status_code == 200


def test_disconnecting_the_phone_asks_first_and_then_demands_a_new_one(alice):
    client = signed_in(alice, second_factor=False)
    client.get("/konto/drugi-skladnik/urzadzenie/")
    client.post(
        "/konto/drugi-skladnik/urzadzenie/", {"code": code_of_phone(client.session["mfa.totp.secret"])}
    )
    assert client.get("/konto/drugi-skladnik/odlacz/").status_code == 200
    assert Authenticator.objects.filter(user=alice).count() == 2
    client.post("/konto/drugi-skladnik/odlacz/")
    assert Authenticator.objects.filter(user=alice).count() == 0
    assert client.get("/praca/wiedza/")["Location"].startswith("/konto/drugi-skladnik/")


def test_whoever_acts_for_an_organisation_is_told_to_sign_in_here_and_how_to_begin(client, tomek):
    asked = client.get(ASK).content.decode().replace("\u00a0", " ")
    assert ("Działasz w imieniu organizacji?" in asked, "stronie swojego zgłoszenia" in asked) == (True, True)
    pages = []
    for address in ("tomek@example.org", "nikt@example.org"):
        ask_for_code(client, address)
        page = client.get(CONFIRM).content.decode().replace("\u00a0", " ").replace(address, "")
        pages.append(page.partition("<aside")[2].partition("csrf")[0])
        client.post("/konto/zaloguj/od-nowa/")
    assert "działanie w imieniu organizacji" in pages[0]
    assert pages[0] == pages[1]
