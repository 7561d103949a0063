"""Texts stay true: the owner is asked in time, says yes with one press, or gives the text to somebody else."""

import datetime as dt

import pytest
from django.db import transaction

from osnowa.knowledge import rules
from osnowa.knowledge.actions import approve_text, confirm_text, hand_over_text, submit_text
from osnowa.knowledge.clock import remind_owners
from osnowa.knowledge.queries import text_named
from osnowa.knowledge.queries.reading import due_texts
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.programme.models import TeamMember
from tests.factories.knowledge import ArticlePageFactory
from tests.factories.people import AccountFactory
from tests.portal.conftest import signed_in

DAY = dt.timedelta(days=1)


def refusal(deed, *args, **kwargs):
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        deed(*args, **kwargs)
    return refused.value.code


def test_due_day_is_the_later_one():
    day = dt.date(2026, 11, 26)
    assert rules.due_on(None, None) is None
    assert rules.due_on(day, None) == day
    assert rules.due_on(None, day) == day + rules.TRUE_FOR
    assert rules.due_on(day + DAY * 400, day) == day + DAY * 400


@pytest.mark.django_db
def test_owner_is_asked_once_and_says_yes_with_one_press(roza, wit):
    today = clock.today()
    page = ArticlePageFactory(by=roza, published=True, review_on=today + DAY * 10)
    ArticlePageFactory(by=roza, published=True, review_on=today + DAY * 30)
    ArticlePageFactory(by=roza, published=True)
    ArticlePageFactory(by=roza, review_on=today)
    for _ in range(2):
        remind_owners()
    assert [letter.to for letter in OutgoingMail.objects.filter(template="knowledge/text_due")] == [
        roza.email
    ]
    client = signed_in(roza, second_factor=False)
    assert "Nadal aktualny" in client.get(f"/praca/teksty/{page.pk}/").content.decode()
    for _ in range(2):
        client.post(f"/praca/teksty/{page.pk}/aktualny/")
    page.refresh_from_db()
    assert (page.confirmed_on, page.due_on) == (today, today + rules.TRUE_FOR)
    assert due_texts(today + DAY * 14) == []
    page.title = "Nowy tytuł"
    page.save_revision(user=roza)
    approve_text(submit_text(page, by=roza), by=wit)
    assert text_named(page.pk).confirmed_on == today, "the next revision does not forget it"
    with clock.at(clock.now() + DAY * 360):
        remind_owners()
    assert OutgoingMail.objects.filter(template="knowledge/text_due", about_id=page.pk).count() == 2


@pytest.mark.django_db
def test_all_editors_are_asked_where_the_owner_has_left(roza, wit):
    ArticlePageFactory(by=roza, published=True, review_on=clock.today() - DAY)
    TeamMember.objects.filter(account=roza).update(ended_at=clock.now())
    remind_owners()
    asked = set(OutgoingMail.objects.filter(template="knowledge/text_due").values_list("to", flat=True))
    assert (wit.email in asked, roza.email in asked) == (True, False)


@pytest.mark.django_db
def test_who_may_say_so_and_about_what(roza):
    draft = ArticlePageFactory(by=roza)
    assert refusal(confirm_text, draft, by=roza) == "not_live"
    stranger = AccountFactory(email="obca@example.org")
    assert refusal(confirm_text, draft, by=stranger) == "role"
    assert refusal(hand_over_text, draft, stranger, by=roza) == "editor"
    assert refusal(hand_over_text, draft, roza, by=stranger) == "role"
