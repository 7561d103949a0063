"""Links to the outside: off by default, asked slowly, dead after two answers, never into our own network."""

import datetime as dt

import pytest

from osnowa.knowledge.actions import call_link_right, switch_links
from osnowa.knowledge.models import OutsideLink
from osnowa.knowledge.registers import link_asking
from osnowa.knowledge.registers.link_asking import Answer, check
from osnowa.knowledge.rules import links as rules
from osnowa.knowledge.tasks import ask_due_links
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.programme.models import Role
from tests.factories.knowledge import ArticlePageFactory, ToolPageFactory, stream
from tests.factories.programme import TeamMemberFactory
from tests.portal.conftest import signed_in

BODY = (
    '<p><a href="https://dziala.example/?a=1&amp;b=2#dalej">Tak</a> <a href="https://znikl.example/x">Nie</a> '
    '<a href="http://localhost:8000/wiedza/">My</a> <a linktype="page" id="3">Strona</a></p>'
)


def test_addresses_are_found_wherever_a_text_keeps_them():
    value = [
        {"type": "tip", "value": {"body": BODY, "source": "https://zrodlo.example/film", "n": 3, "x": None}}
    ]
    assert list(rules.addresses_in(value)) == [
        "https://dziala.example/?a=1&b=2",
        "https://znikl.example/x",
        "http://localhost:8000/wiedza/",
        "https://zrodlo.example/film",
    ]
    assert list(rules.addresses_in("Zobacz https://w-zdaniu.example albo nie")) == []
    assert list(rules.addresses_in("https://dlugi.example/" + "a" * 3000)) == []


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False),
        ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("zły", False),
    ],
)  # fmt: skip
def test_only_public_numbers_are_asked(number, public):
    assert rules.is_public(number) is public


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "http://a.example:22/",
        "https://u:p@a.example/",
        "https:///x",
        "http://a.example:x/",
        "//a",
    ],
)
def test_unusual_addresses_are_not_asked(address):
    def never(method, address):
        raise AssertionError

    assert check(address, never).fault == rules.NOT_ASKED


def test_what_answers_mean():
    def said(*answers):
        rest = list(answers)

        def ask(method, address):
            asked.append((method, address))
            found = rest.pop(0)
            if isinstance(found, Exception):
                raise found
            return found

        return check("https://a.example/x", ask)

    asked = []
    assert said((200, "")) == Answer("works", 200)
    assert said((405, ""), (200, "")) == Answer("works", 200)
    assert said((404, ""), (410, "")) == Answer("gone", 410)
    assert said((403, ""), (403, "")) == Answer("works", 403)
    assert said((503, ""), (503, "")) == Answer("broken", 503)
    assert said(link_asking.NoAnswer()) == Answer("silent")
    asked.clear()
    assert said((301, "/y"), (302, "https://b.example/"), (200, "")) == Answer("works", 200)
    assert [address for _method, address in asked] == [
        "https://a.example/x",
        "https://a.example/y",
        "https://b.example/",
    ]
    assert said((302, "http://localhost:25/")) == Answer("not_asked")
    assert said(*[(301, "/x")] * 6) == Answer("broken", 301)


def test_a_name_that_leads_inside_is_not_asked(monkeypatch):
    place = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr(link_asking.socket, "getaddrinfo", lambda *_args, **_kwargs: place)
    monkeypatch.setattr(link_asking.socket, "create_connection", lambda *_args: pytest.fail("connected"))
    assert check("http://podstepny.example/").fault == rules.NOT_ASKED


@pytest.mark.django_db
def test_a_dead_link_is_told_once_and_can_be_called_right(roza, programme):
    alice = TeamMemberFactory(programme=programme, role=Role.COORDINATOR).account
    page = ArticlePageFactory(by=roza, published=True, body=BODY)
    ToolPageFactory(by=roza, published=True, website="https://znikl.example/x", parts=stream())
    ArticlePageFactory(by=roza, body='<p><a href="https://szkic.example/">Szkic</a></p>')
    asked, pauses = [], []

    def ask(address):
        asked.append(address)
        return Answer("gone", 404) if "znikl" in address else Answer("works", 200)

    assert ask_due_links(ask, pauses.append) == 0, "off until somebody switches it on"
    with pytest.raises(RuleBroken):
        switch_links(on=True, by=roza)
    for _twice in range(2):
        switch_links(on=True, by=alice)
    assert ask_due_links(ask, pauses.append) == 2
    assert sorted(asked) == ["https://dziala.example/?a=1&b=2", "https://znikl.example/x"]
    letters = OutgoingMail.objects.filter(template="knowledge/links_died")
    assert (ask_due_links(ask, pauses.append), letters.count()) == (0, 0)
    for day in (1, 8, 15):
        with clock.at(clock.now() + dt.timedelta(days=day, minutes=1)):
            ask_due_links(ask, pauses.append)
    assert sorted(letters.values_list("to", flat=True)) == [roza.email] * 2, "one for each text"
    client = signed_in(roza, second_factor=False)
    shown = client.get("/praca/teksty/linki/").content.decode()
    assert ("znikl.example" in shown, page.title in shown.replace("\u00a0", " ")) == (True, True)
    link = OutsideLink.objects.get(address__contains="znikl")
    client.post(f"/praca/teksty/linki/{link.pk}/dobry/")
    assert "znikl.example" not in client.get("/praca/teksty/linki/").content.decode()
    call_link_right(link, by=roza)
    page.unpublish()
    with clock.at(clock.now() + dt.timedelta(days=30)):
        ask_due_links(ask, pauses.append)
    assert list(OutsideLink.objects.values_list("address", flat=True)) == ["https://znikl.example/x"]
    switch_links(on=False, by=alice)
    with clock.at(clock.now() + dt.timedelta(days=60)):
        assert ask_due_links(ask, pauses.append) == 0
