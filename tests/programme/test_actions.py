import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.models import Account
from osnowa.programme import actions
from osnowa.programme.models import (
    Activity,
    Funder,
    Indicator,
    InformationClause,
    Programme,
    Role,
    TeamMember,
)
from tests.factories.people import AccountFactory, OrganisationFactory
from tests.factories.programme import ActivityFactory, FunderFactory, IndicatorFactory, ProgrammeFactory

DATES = {"starts_on": dt.date(2017, 4, 1), "ends_on": dt.date(2017, 11, 30)}


def refusal(call) -> str:
    with pytest.raises(RuleBroken) as caught:
        call()
    assert str(caught.value.message)
    return caught.value.code


# A programme


def test_create_programme_makes_its_author_coordinator(house):
    operator = OrganisationFactory()
    programme = actions.create_programme(
        operator=operator, funder="Narodowy Instytut", title="Sieć  dla Łomży", by=house.alice, **DATES
    )
    assert programme.slug == "siec-dla-lomzy"
    assert programme.title == "Sieć dla Łomży"
    assert programme.is_public is False
    assert [(m.account, m.role) for m in programme.team.all()] == [(house.alice, Role.COORDINATOR)]
    assert AuditLine.objects.get(deed="programme.created").programme_id == programme.pk


def test_create_programme_sent_twice_is_one(house):
    operator = OrganisationFactory()
    both = [
        actions.create_programme(operator=operator, funder="N", title="Sieć", by=house.alice, **DATES)
        for _ in range(2)
    ]
    assert both[0] == both[1]
    assert AuditLine.objects.filter(deed="programme.created").count() == 1


def test_create_programme_knows_a_funder_by_its_name_without_marks(house):
    funder = FunderFactory(name="Fundusz Inicjatyw Łąkowych")
    programme = actions.create_programme(
        operator=OrganisationFactory(),
        funder="FUNDUSZ inicjatyw lakowych",
        title="Sieć",
        by=house.alice,
        **DATES,
    )
    assert programme.funder == funder
    assert Funder.objects.count() == 3  # this one and those of the two programmes of the house


def test_create_programme_is_refused_to_a_trainer(house):
    code = refusal(
        lambda: actions.create_programme(
            operator=OrganisationFactory(), funder="N", title="Sieć", by=house.tomek, **DATES
        )
    )
    assert code == "not_allowed"


def test_create_programme_is_open_to_a_superuser_of_an_empty_installation(db):
    root = Account.objects.create_superuser("root@osnowa.example")
    programme = actions.create_programme(
        operator=OrganisationFactory(), funder="N", title="Sieć", by=root, **DATES
    )
    assert programme.team.get().account == root


def test_create_programme_refuses_dates_in_the_wrong_order(house):
    code = refusal(
        lambda: actions.create_programme(
            operator=OrganisationFactory(),
            funder="N",
            title="Sieć",
            by=house.alice,
            starts_on=DATES["ends_on"],
            ends_on=DATES["starts_on"],
        )
    )
    assert code == "dates"


def test_change_programme_writes_only_what_changed(house):
    actions.change_programme(house.programme, title="Nowy tytuł", city="Białystok", by=house.alice)
    house.programme.refresh_from_db()
    assert house.programme.title == "Nowy tytuł"
    assert AuditLine.objects.get(deed="programme.changed").detail == {"fields": ["title"]}


def test_change_programme_with_the_same_values_leaves_no_trace(house):
    actions.change_programme(house.programme, city="Białystok", by=house.alice)
    assert AuditLine.objects.filter(deed="programme.changed").exists() is False


def test_change_programme_cannot_take_the_contact_from_a_public_one(house):
    code = refusal(
        lambda: actions.change_programme(house.programme, contact_email="", contact_phone="", by=house.alice)
    )
    assert code == "lacking"
    assert Programme.objects.get(pk=house.programme.pk).contact_email == "kontakt@osnowa.example"


def test_publish_programme_says_all_that_is_missing(house):
    empty = ProgrammeFactory(is_public=False, summary="", contact_email="", contact_phone="")
    with pytest.raises(RuleBroken) as caught:
        actions.publish_programme(empty, by=house.alice)
    words = str(caught.value.message)
    assert caught.value.code == "lacking"
    assert all(str(actions.LACKING[code]) in words for code in ("contact", "summary", "activities", "clause"))


def test_publish_programme_twice_is_once(house):
    programme = ProgrammeFactory(is_public=False, clause=True)
    ActivityFactory(programme=programme)
    for _ in range(2):
        actions.publish_programme(programme, by=house.alice)
    programme.refresh_from_db()
    assert programme.is_public is True
    assert AuditLine.objects.filter(deed="programme.published").count() == 1


def test_unpublish_programme_remembers_that_it_was_public(house):
    actions.unpublish_programme(house.programme, by=house.alice)
    house.programme.refresh_from_db()
    assert house.programme.is_public is False
    assert house.programme.published_at is not None


def test_programme_cannot_end_before_it_starts_in_the_data(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeFactory(starts_on=dt.date(2017, 5, 1), ends_on=dt.date(2017, 4, 1))


# Activities


def test_add_activity_sent_twice_is_one(house):
    for _ in range(2):
        actions.add_activity(house.programme, number=2, title="Wdrożenia", by=house.alice, **DATES)
    assert Activity.objects.filter(programme=house.programme, number=2).count() == 1


def test_add_activity_refuses_a_taken_number(house):
    code = refusal(
        lambda: actions.add_activity(house.programme, number=1, title="Inne", by=house.alice, **DATES)
    )
    assert code == "number"


def test_change_activity_refuses_the_number_of_another_one(house):
    second = ActivityFactory(programme=house.programme, number=2)
    assert refusal(lambda: actions.change_activity(second, number=1, by=house.alice)) == "number"


def test_remove_activity_removes_an_empty_one_and_twice_is_once(house):
    for _ in range(2):
        actions.remove_activity(house.activity, by=house.alice)
    assert Activity.objects.filter(programme=house.programme).count() == 0
    assert AuditLine.objects.filter(deed="programme.activity_removed").count() == 1


def test_remove_activity_keeps_one_that_an_indicator_names(house):
    IndicatorFactory(programme=house.programme, activity=house.activity)
    assert refusal(lambda: actions.remove_activity(house.activity, by=house.alice)) == "in_use"
    assert Activity.objects.filter(pk=house.activity.pk).exists() is True


# Indicators


def add_indicator(house, **changes):
    fields = {"name": "Osoby", "kind": "people_trained", "target": Decimal(120), "by": house.alice} | changes
    return actions.add_indicator(house.programme, **fields)


def test_add_indicator_numbers_by_itself_and_twice_is_once(house):
    first, again, second = add_indicator(house), add_indicator(house), add_indicator(house, name="Cykle")
    assert first == again
    assert [first.number, second.number] == [1, 2]


def test_add_indicator_refuses_a_target_not_above_the_baseline(house):
    assert refusal(lambda: add_indicator(house, baseline=Decimal(5), target=Decimal(5))) == "target"


def test_add_indicator_refuses_an_activity_of_another_programme(house):
    foreign = ActivityFactory(programme=house.other)
    assert refusal(lambda: add_indicator(house, activity=foreign)) == "activity"


def test_add_indicator_refuses_a_plan_that_ends_before_the_programme_starts(house):
    assert refusal(lambda: add_indicator(house, plan_ends_on=dt.date(2017, 3, 1))) == "dates"


def test_change_indicator_keeps_the_old_target_in_the_history(house):
    indicator = add_indicator(house)
    actions.change_indicator(indicator, target=Decimal(100), by=house.alice)
    line = AuditLine.objects.get(deed="programme.indicator_changed")
    assert line.detail == {"fields": ["target"], "target_before": "120.00"}


def test_remove_indicator_twice_is_once(house):
    indicator = add_indicator(house)
    kept = Indicator.objects.get(pk=indicator.pk)
    actions.remove_indicator(indicator, by=house.alice)
    actions.remove_indicator(kept, by=house.alice)
    assert Indicator.objects.filter(programme=house.programme).count() == 0


# Clause


def test_publish_clause_makes_a_new_version_and_keeps_the_old_one(house):
    actions.publish_clause(house.programme, "Nowy tekst", by=house.alice)
    versions = InformationClause.objects.filter(programme=house.programme).values_list("version", "text")
    assert list(versions) == [(2, "Nowy tekst"), (1, "Administratorem danych jest Fundacja Łąka.")]


def test_publish_clause_with_the_same_words_makes_no_version(house):
    actions.publish_clause(house.programme, "Administratorem danych jest Fundacja Łąka.\r\n", by=house.alice)
    assert InformationClause.objects.filter(programme=house.programme).count() == 1


def test_publish_clause_refuses_an_empty_text(house):
    assert refusal(lambda: actions.publish_clause(house.programme, "  \n", by=house.alice)) == "empty"


# Team


def test_add_member_makes_an_account_and_mails_an_invitation(house):
    member = actions.add_member(
        house.programme,
        email=" Nowa.Osoba@Osnowa.example ",
        role=Role.TRAINER,
        name="Nowa Osoba",
        by=house.alice,
    )
    assert member.account.email == "nowa.osoba@osnowa.example"
    assert member.account.has_usable_password() is False
    mail = OutgoingMail.objects.get()
    assert mail.to == "nowa.osoba@osnowa.example"
    assert mail.template == "programme/invitation"
    assert AuditLine.objects.get(deed="programme.member_added").detail == {
        "role": "trainer",
        "account": member.account.pk,
    }


def test_add_member_twice_is_one_role_and_one_mail(house):
    for _ in range(2):
        actions.add_member(house.programme, email="nowa@osnowa.example", role=Role.TRAINER, by=house.alice)
    assert TeamMember.objects.filter(account__email="nowa@osnowa.example").count() == 1
    assert OutgoingMail.objects.count() == 1


def test_add_member_knows_an_account_of_another_programme(house):
    member = actions.add_member(
        house.programme, email="CHARLIE@osnowa.example", role=Role.MENTOR, by=house.alice
    )
    assert member.account == house.charlie


def test_add_member_refuses_an_account_that_is_switched_off(house):
    closed = AccountFactory(is_active=False)
    code = refusal(
        lambda: actions.add_member(house.programme, email=closed.email, role=Role.TRAINER, by=house.alice)
    )
    assert code == "closed_account"


def test_add_member_after_the_role_ended_begins_a_new_one(house):
    first = TeamMember.objects.get(account=house.tomek)
    actions.end_role(first, by=house.alice)
    second = actions.add_member(house.programme, email=house.tomek.email, role=Role.TRAINER, by=house.alice)
    assert second != first
    assert TeamMember.objects.filter(account=house.tomek).count() == 2


def test_end_role_keeps_the_last_coordinator(house):
    alice, bob = (TeamMember.objects.get(account=who) for who in (house.alice, house.bob))
    actions.end_role(bob, by=house.alice)
    assert refusal(lambda: actions.end_role(alice, by=house.alice)) == "last_coordinator"


def test_end_role_does_not_count_a_coordinator_who_cannot_sign_in(house):
    house.bob.is_active = False
    house.bob.save()
    alice = TeamMember.objects.get(account=house.alice)
    assert refusal(lambda: actions.end_role(alice, by=house.alice)) == "last_coordinator"


def test_end_role_twice_is_once(house):
    tomek = TeamMember.objects.get(account=house.tomek)
    for _ in range(2):
        actions.end_role(tomek, by=house.alice)
    assert AuditLine.objects.filter(deed="programme.role_ended").count() == 1


def test_no_deed_writes_a_name_or_an_address_into_the_history(house):
    member = actions.add_member(
        house.programme, email="nowa@osnowa.example", role=Role.TRAINER, name="Nowa Osoba", by=house.alice
    )
    actions.end_role(member, by=house.alice)
    told = " ".join(str(line.detail) for line in AuditLine.objects.all())
    assert "@" not in told
    assert "Nowa" not in told
