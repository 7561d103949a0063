import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse

from osnowa.lib import clock
from osnowa.workshops.actions.certificates import reissue_certificate, revoke_certificate
from osnowa.workshops.models import Certificate
from tests.workshops.conftest import sign_in, warsaw

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters(settings):
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    }
    cache.clear()


def test_valid_code_shows_the_facts_and_no_search_engine(finished, client):
    certificate = Certificate.objects.get(sequence=1)
    answer = client.get(f"/z/{certificate.code}/")
    assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert "no-store" in answer.headers["Cache-Control"]
    said = answer.content.decode()
    assert "To zaświadczenie jest prawdziwe" in said
    assert "Bogdan Żuraw" in said
    assert certificate.enrolment.person.email not in said


def test_typed_code_is_put_right(finished, client):
    code = Certificate.objects.get(sequence=1).code
    messy = f" {code.replace('-', ' ').lower()} "
    assert client.get("/z/", {"kod": messy}).headers["Location"] == f"/z/{code}/"
    assert client.get(f"/z/{code.lower()}/").headers["Location"] == f"/z/{code}/"


def test_revoked_says_when_and_the_kind_of_reason(finished, client):
    certificate = Certificate.objects.get(sequence=1)
    with clock.at(warsaw(dt.date(2017, 6, 5), 9)):
        revoke_certificate(certificate, "hours", because="Pan Bogdan wyszedł.", by=finished.alice)
    said = client.get(f"/z/{certificate.code}/").content.decode()
    assert "nie jest ważne" in said
    assert "5\u00a0czerwca 2017" in said
    assert "poprawiono obecność" in said
    assert "wyszedł" not in said


def test_replaced_one_is_not_valid_and_the_new_one_is(finished, client):
    old = Certificate.objects.get(sequence=1)
    new = reissue_certificate(old, by=finished.alice)
    assert "zastąpione poprawionym" in client.get(f"/z/{old.code}/").content.decode()
    assert "prawdziwe" in client.get(f"/z/{new.code}/").content.decode()


@pytest.mark.parametrize("code", ["2222-2222", "nonsens", "%3Cscript%3E", "=1+1"])
def test_unknown_code_is_a_kind_page(db, client, code):
    answer = client.get(f"/z/{code}/")
    assert answer.status_code == 404
    said = answer.content.decode()
    assert "Nie znamy tego kodu" in said
    assert "<script>" not in said.split("</head>")[1]


def test_bad_typing_is_an_error_that_keeps_it(db, client):
    answer = client.get("/z/", {"kod": "foo bar"})
    assert answer.status_code == 200
    assert 'value="foo bar"' in answer.content.decode()


def test_erased_person_leaves_a_valid_paper(finished, client):
    certificate = Certificate.objects.get(sequence=1)
    certificate.facts.update(name="", organisation="")
    certificate.save()
    said = client.get(f"/z/{certificate.code}/").content.decode()
    assert "usunięte na prośbę" in said
    assert "Żuraw" not in said


def test_only_unknown_codes_are_limited(finished, client, settings):
    settings.UNKNOWN_CODES_PER_MINUTE_PER_ADDRESS = 3
    code = Certificate.objects.get(sequence=1).code
    with clock.at(warsaw(dt.date(2017, 6, 5), 9)):
        assert [client.get(f"/z/{code}/").status_code for _n in range(6)] == [200] * 6
        assert [client.get(f"/z/2222-222{n}/").status_code for n in range(2, 7)] == [404, 404, 404, 429, 429]
    with clock.at(warsaw(dt.date(2017, 6, 5), 9, 2)):
        assert client.get("/z/2222-2222/").status_code == 404


def test_check_costs_one_query(finished, client, django_assert_num_queries):
    code = Certificate.objects.get(sequence=1).code
    client.get(f"/z/{code}/")  # whether there is an office for the menu is asked once a minute
    with django_assert_num_queries(1):
        client.get(f"/z/{code}/")


def test_check_needs_no_session(finished, client):
    answer = client.get(f"/z/{Certificate.objects.get(sequence=1).code}/")
    assert set(answer.cookies) <= {"csrftoken"}  # of the footer's switches; no session is opened


def test_evaluators_are_shown_numbers_without_the_codes_that_lead_to_names(client, scene, finished):
    papers = list(Certificate.objects.all())
    address = reverse("workshops:certificates", args=[scene.programme.slug, scene.cycle.number])
    shown = {}
    for reader in (scene.alice, scene.tomek, scene.eve):
        page = sign_in(client, reader).get(address).content.decode()
        shown[reader.name] = (
            all(paper.number in page for paper in papers),
            [
                paper.code in page or reverse("workshops:verify", args=[paper.code]) in page
                for paper in papers
            ],
            [paper.facts["name"] in page for paper in papers],
        )
    assert shown == {
        scene.alice.name: (True, [True, True], [True, True]),
        scene.tomek.name: (True, [True, True], [True, True]),
        scene.eve.name: (True, [False, False], [False, False]),
    }


def test_a_number_is_no_code(client, scene, finished):
    """What stands in evidence, the number, opens nothing on the public page."""
    for paper in Certificate.objects.all():
        for typed in (paper.number, paper.number.replace("/", ""), paper.number.replace("/", "-")):
            page = client.get(reverse("workshops:verify_start"), {"kod": typed}, follow=True)
            assert paper.facts["name"] not in page.content.decode()
