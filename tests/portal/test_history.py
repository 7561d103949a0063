"""The audit log and the mail of a programme, as the coordinator reads them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osnowa.lib import audit, clock
from osnowa.lib.models import AuditLine, OutgoingMail
from tests.factories.workshops import CycleFactory, EnrolmentFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
HISTORY = "/praca/wiedza/historia/"
MAIL = "/praca/wiedza/poczta/"


def record(thing, by, programme):
    return audit.registered()["workshops.enrolled"].record(thing, by=by, programme_id=programme.pk)


def test_history_says_who_did_what_to_which_thing(alice, programme):
    enrolment = EnrolmentFactory(cycle=CycleFactory(programme=programme))
    record(enrolment, alice, programme)
    record(enrolment, audit.PARTICIPANT, programme)
    record(enrolment, None, programme)
    lines = signed_in(alice).get(HISTORY).context["lines"]
    assert [line.thing for line in lines] == ["W1-0001"] * 3
    assert {line.url for line in lines} == {"/praca/wiedza/warsztaty/1/"}
    assert lines[2].who == "Alicja Koordynująca"


def test_history_names_no_participants(alice, programme):
    enrolment = EnrolmentFactory(cycle=CycleFactory(programme=programme))
    record(enrolment, audit.PARTICIPANT, programme)
    assert enrolment.person.name not in signed_in(alice).get(HISTORY).content.decode()


def test_history_of_another_programme_is_not_shown(alice, programme, other_programme):
    record(EnrolmentFactory(cycle=CycleFactory(programme=other_programme)), None, other_programme)
    assert signed_in(alice).get(HISTORY).context["lines"] == []


def test_deed_on_a_thing_that_is_gone_is_still_shown(alice, programme):
    AuditLine.objects.create(
        happened_at=clock.now(),
        deed="workshops.enrolled",
        actor="account:999999",
        subject_kind="workshops.enrolment",
        subject_id=999999,
        programme_id=programme.pk,
    )
    (line,) = signed_in(alice).get(HISTORY).context["lines"]
    assert (line.thing, line.url) == ("", "")


def test_history_costs_the_same_with_one_and_with_three(alice, programme):
    client = signed_in(alice)
    client.get(HISTORY)

    def cost():
        with CaptureQueriesContext(connection) as counted:
            client.get(HISTORY)
        return len(counted)

    record(EnrolmentFactory(cycle=CycleFactory(programme=programme)), alice, programme)
    with_one = cost()
    for _ in range(2):
        record(EnrolmentFactory(cycle=CycleFactory(programme=programme)), alice, programme)
    assert cost() == with_one


@pytest.mark.parametrize("who", ["tomek", "eva", "edyta"])
def test_history_and_mail_are_the_coordinators(who, request):
    client = signed_in(request.getfixturevalue(who))
    assert [client.get(path).status_code for path in (HISTORY, MAIL)] == [404, 404]


def letter(programme, state="dead"):
    moment = clock.now()
    return OutgoingMail.objects.create(
        template="workshops/enrolment_confirmed",
        programme_id=programme.pk if programme else None,
        to="osoba@example.org",
        language="pl",
        subject="Masz miejsce",
        text="Tajna treść",
        html="",
        state=state,
        tries=8,
        last_error="550 no such user",
        created_at=moment,
        due_at=moment,
        next_try_at=moment,
    )


def test_dead_letter_is_shown_and_sent_again_by_post(alice, programme):
    dead = letter(programme)
    client = signed_in(alice)
    page = client.get(MAIL)
    assert [mail.pk for mail in page.context["dead"]] == [dead.pk]
    assert "Tajna treść" not in page.content.decode()
    url = f"{MAIL}{dead.pk}/ponow/"
    assert client.get(url).status_code == 405
    assert client.post(url)["Location"] == MAIL
    dead.refresh_from_db()
    assert (dead.state, dead.tries) == ("queued", 0)
    assert AuditLine.objects.filter(deed="lib.mail_retried", programme_id=programme.pk).count() == 1


def test_letters_of_others_are_out_of_reach(alice, programme, other_programme):
    client = signed_in(alice)
    for stranger in (letter(other_programme), letter(None)):
        assert client.post(f"{MAIL}{stranger.pk}/ponow/").status_code == 404
    assert client.get(MAIL).context["dead"] == []


def test_living_letter_is_not_sent_twice(alice, programme):
    sent = letter(programme, state="sent")
    assert signed_in(alice).post(f"{MAIL}{sent.pk}/ponow/").status_code == 404
