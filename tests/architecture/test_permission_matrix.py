"""Every address of ours, asked by everybody, by GET and by POST, for own and for foreign things."""

import time
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from osnowa.knowledge.actions import lay_out_news
from osnowa.lib import clock, mail
from osnowa.people.models import Membership
from osnowa.portal.queries import sign_data_link
from osnowa.programme.models import Role
from tests.architecture.permission_matrix import CLOSED, MAKERS, PREFIXES, ROWS
from tests.architecture.permission_matrix import shapes as matrix
from tests.architecture.permission_matrix.shapes import ACTORS, ALL, ANONYMOUS, COORDINATOR, MEMBER
from tests.factories.people import (
    AccountFactory,
    IdentifierFactory,
    InformalGroupFactory,
    MembershipFactory,
    MergeFactory,
    OrganisationFactory,
)
from tests.factories.programme import (
    ActivityFactory,
    ClauseFactory,
    IndicatorFactory,
    ProgrammeFactory,
    TeamMemberFactory,
)
from tests.factories.reporting import ReportFactory, ReportFigureFactory
from tests.factories.workshops import CertificateFactory, CycleFactory, EnrolmentFactory

pytestmark = pytest.mark.xdist_group("matrix")  # one worker makes its world
SIGN_IN = "/konto/zaloguj/"
SECOND_FACTOR = "/konto/drugi-skladnik/"
ROLES = {
    matrix.TRAINER: Role.TRAINER,
    matrix.OTHER_TRAINER: Role.TRAINER,
    matrix.MENTOR: Role.MENTOR,
    matrix.HOST: Role.HOST,
    matrix.EDITOR: Role.EDITOR,
    matrix.EVALUATOR: Role.EVALUATOR,
    matrix.COORDINATOR: Role.COORDINATOR,
    matrix.VOLUNTEER: Role.VOLUNTEER,
}


APPS = sorted({row.name.partition(":")[0] if ":" in row.name else "sign-in" for row in ROWS})


def rows_of(app):
    return [
        row for row in ROWS if row.name.startswith(f"{app}:") or (app == "sign-in" and ":" not in row.name)
    ]


class Undo(Exception):
    """Takes back what one request did, so that the next actor finds the same world."""


def addresses(resolver=None, prefix="", namespace=""):
    """(name, path) of every address, without what lies under a foreign prefix."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not path.startswith(tuple(foreign.path for foreign in PREFIXES)):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from addresses(pattern, path, inner)
        elif isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or path), path


def test_every_address_has_a_row_and_every_row_an_address():
    closed_by_pattern = {name for name, path in addresses() if path.startswith("^")}
    known = {name for name, _path in addresses()} - closed_by_pattern
    rows = [row.name for row in ROWS]
    assert sorted(known - set(rows)) == [], (
        "addresses without a row in tests/architecture/permission_matrix.py"
    )
    assert sorted(set(rows) - known) == [], "rows without an address"
    assert len(rows) == len(set(rows))


def things_of(programme, *, first_number):
    """One of everything in a programme. Numbers differ between programmes, so that a foreign one is a stranger."""
    cycle = CycleFactory(programme=programme, number=first_number, slug=f"cykl-{first_number}")
    session = cycle.sessions.order_by("number").last()
    session.number = first_number + 20
    session.save()
    enrolment = EnrolmentFactory(cycle=cycle, number=first_number + 40)
    indicator = IndicatorFactory(programme=programme, number=first_number)
    draft = ReportFactory(programme=programme, number=first_number)
    report = ReportFactory(programme=programme, number=first_number + 1)
    figure = ReportFigureFactory(report=report, indicator=indicator, number=first_number)
    type(report).objects.filter(pk=report.pk).update(
        state="submitted", submitted_at=clock.now(), checksum="0" * 64
    )
    organisation = OrganisationFactory(name=f"Fundacja Łąka {first_number}")
    IdentifierFactory(organisation=organisation)
    absorbed = OrganisationFactory(name=f"Wchłonięta {first_number}", merged_into=organisation)
    moment = clock.now()
    letter = mail.OutgoingMail.objects.create(
        template="x/y",
        programme_id=programme.pk,
        to="a@b.example",
        language="pl",
        subject="S",
        text="T",
        html="",
        state="dead",
        created_at=moment,
        due_at=moment,
        next_try_at=moment,
    )
    own = SimpleNamespace(
        programme=programme,
        cycle=cycle,
        session=session,
        enrolment=enrolment,
        certificate=CertificateFactory(enrolment=enrolment, sequence=first_number),
        activity=ActivityFactory(programme=programme, number=first_number),
        indicator=indicator,
        draft=draft,
        report=report,
        figure=figure,
        member=TeamMemberFactory(programme=programme, role=Role.MENTOR),
        evaluator=TeamMemberFactory(programme=programme, role=Role.EVALUATOR),
        mail=letter,
        organisation=organisation,
        twin=OrganisationFactory(name=f"Fundacja „Łąka {first_number}”", town="Suwałki"),
        group=InformalGroupFactory(name=f"Grupa {first_number}"),
        merge=MergeFactory(kept=organisation, absorbed=absorbed),
        doubtful=MembershipFactory(
            organisation=None, match=Membership.Match.DOUBTFUL, typed=f"Łąka {first_number}?"
        ),
        settled=MembershipFactory(match=Membership.Match.SETTLED, settled_at=clock.now()),
        asking=MembershipFactory(organisation=organisation, asked_at=clock.now()),
        own_membership=MembershipFactory(organisation=organisation, confirmed_at=clock.now()),
        person=enrolment.person,
        data_link=sign_data_link(enrolment.person),
        received=signing.dumps(enrolment.pk, salt="workshops.received", compress=False),
        role="coordinator",
        zero=0,
    )
    for maker in MAKERS:
        vars(own).update(maker.things(own, first_number))
    return own


@pytest.fixture(scope="module")
def kept_world(django_db_setup, django_db_blocker, tmp_path_factory):
    """One world with its files for all tests of this file; it is taken back after the last of them."""
    media = tmp_path_factory.mktemp("world") / "media"
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(settings, "MEDIA_ROOT", media)
        yield made_world(), media
        transaction.set_rollback(True)


@pytest.fixture
def world(kept_world, db, monkeypatch, settings):
    """What a test changes is taken back after it, and each request by `ask`.

    A page of an error is drawn whole once for each reader and kind of address in a test; it says the same the next
    thousand times.
    """
    resolver, drawn = get_resolver(None), set()
    whole = type(resolver).resolve_error_handler

    def handler(code):
        def answer(request, *args, **more):
            reader = request.COOKIES.get("sessionid", "")
            kind = (code, reader, request.path.split("/")[1])
            if kind in drawn:
                return HttpResponse(status=code)
            drawn.add(kind)
            return whole(resolver, code)(request, *args, **more)

        return answer

    monkeypatch.setattr(resolver, "resolve_error_handler", handler)
    made, settings.MEDIA_ROOT = kept_world
    return made


def made_world():
    lay_out_news(by=None)
    alfa = ProgrammeFactory(slug="alfa", title="Alfa")
    beta = ProgrammeFactory(slug="beta", title="Beta")
    ClauseFactory(programme=alfa)
    ClauseFactory(programme=beta)
    own, foreign = things_of(alfa, first_number=3), things_of(beta, first_number=7)
    accounts = {actor: AccountFactory(email=f"{actor.replace(' ', '-')}@example.org") for actor in ACTORS[1:]}
    for actor, role in ROLES.items():
        TeamMemberFactory(programme=alfa, account=accounts[actor], role=role)
    TeamMemberFactory(programme=beta, account=accounts[matrix.FOREIGN], role=Role.COORDINATOR)
    own.cycle.trainers.add(accounts[matrix.TRAINER])
    accounts[MEMBER].person = own.own_membership.person
    accounts[MEMBER].save()
    accounts[matrix.OPERATOR].is_superuser = accounts[matrix.OPERATOR].is_staff = True
    accounts[matrix.OPERATOR].save()
    keys = {(ANONYMOUS, True): ""}
    for actor, account in accounts.items():
        for second_factor in (True, False):
            keys[actor, second_factor] = session_of(account, second_factor=second_factor)
    return SimpleNamespace(own=own, foreign=foreign, keys=keys)


def session_of(account, *, second_factor):
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(account.pk)
        session.save()
    return client.cookies["sessionid"].value


def client_of(world, actor, *, second_factor=True):
    """A fresh browser with the actor's session: what an answer does to its cookies is forgotten."""
    client = Client()
    if actor != ANONYMOUS:
        client.cookies["sessionid"] = world.keys[actor, second_factor]
    return client


def url_of(row, things, programme=None):
    args = []
    for path in row.args.split():
        value = things
        for part in path.split("."):
            value = getattr(value, part)
        args.append(value)
    if programme is not None and row.args.startswith("programme."):
        args[0] = programme.slug
    return reverse(row.name, args=args)


def ask(client, method, url, data=()):
    """The answer in one word; whatever the request did is taken back."""
    try:
        with transaction.atomic():
            answer = getattr(client, method)(url, dict(data) if method == "post" else {})
            where = answer.headers.get("Location", "")
            if answer.status_code == 405:
                word = "no such method"
            elif answer.status_code in (403, 404):
                word = "out"
            elif where.startswith(SIGN_IN) and "next=" in where:
                word = "sign in"
            elif where.startswith(SECOND_FACTOR) and "next=" in where:
                word = "second factor"
            else:
                assert answer.status_code < 500
                word = "in"
            raise Undo  # noqa: TRY301  the way to take a transaction back
    except Undo:
        return word


@pytest.mark.parametrize("app", APPS)
def test_only_those_in_the_row_are_let_in(world, app):
    wrong = []
    for row in rows_of(app):
        url = url_of(row, world.own)
        for actor in ACTORS:
            for method, allowed in (("get", row.get), ("post", row.post)):
                word = ask(client_of(world, actor), method, url, row.data)
                if allowed is None:
                    expected = {"no such method", "out", "sign in"}
                elif actor in allowed:
                    expected = {"in"}
                else:
                    expected = {"sign in", "out"} if actor == ANONYMOUS else {"out"}
                if word not in expected:
                    wrong.append(
                        f"{row.name}: {actor} {method.upper()} {url}: {word}, not {' or '.join(expected)}"
                    )
    assert wrong == []


def test_things_of_another_programme_are_not_found_under_mine(world):
    """The coordinator's own programme in the address, another programme's thing behind it (faults 28)."""
    wrong = []
    for row in ROWS:
        if not row.args.startswith("programme.slug ") or row.get == ALL:
            continue
        url = url_of(row, world.foreign, programme=world.own.programme)
        words = {ask(client_of(world, COORDINATOR), method, url) for method in ("get", "post")}
        allowed = {"in", "no such method"} if row.gone_is_fine else {"out", "no such method"}
        if not words <= allowed or words == {"no such method"}:
            wrong.append(f"{row.name} {url}: {words}")
    assert wrong == []


def test_things_of_another_organisation_are_not_found_by_a_member(world):
    """What members may open of their own organisation is a stranger's in another one."""
    wrong = []
    for row in ROWS:
        allowed = (row.get or frozenset()) | (row.post or frozenset())
        if MEMBER not in allowed or matrix.PARTICIPANT in allowed or not row.args or row.shared:
            continue
        url = url_of(row, world.foreign)
        words = {ask(client_of(world, MEMBER), method, url) for method in ("get", "post")}
        if not words <= {"out", "no such method"} or words == {"no such method"}:
            wrong.append(f"{row.name} {url}: {words}")
    assert wrong == []


def test_removing_a_foreign_thing_removes_nothing(world):
    kept = (world.foreign.activity, world.foreign.indicator, world.foreign.draft)
    before = [type(thing).objects.count() for thing in kept]
    for row in ROWS:
        if row.gone_is_fine:
            with transaction.atomic():
                client_of(world, COORDINATOR).post(url_of(row, world.foreign, programme=world.own.programme))
    assert [type(thing).objects.count() for thing in kept] == before


def test_coordinator_without_second_factor_is_let_into_no_work(world):
    wrong = []
    for row in ROWS:
        url = url_of(row, world.own)
        if url.startswith("/praca/"):
            client = client_of(world, COORDINATOR, second_factor=False)
            wrong += [
                f"{method} {url}" for method in ("get", "post") if ask(client, method, url) != "second factor"
            ]
    assert wrong == []


def test_foreign_prefixes_let_in_their_people_only(world):
    for prefix in PREFIXES:
        url = "/" + (prefix.example or prefix.path)
        found = {actor: ask(client_of(world, actor), "get", url) for actor in ACTORS}
        assert {actor for actor, word in found.items() if word == "in"} == prefix.get, url


def test_closed_addresses_are_closed_to_everybody(world):
    for path in CLOSED:
        for actor in ACTORS:
            for method in ("get", "post"):
                assert ask(client_of(world, actor), method, "/" + path) in {"out", "sign in"}, (actor, path)


def test_editors_room_asks_the_coordinator_for_the_second_factor(world):
    for actor in (COORDINATOR, matrix.OPERATOR):
        assert ask(client_of(world, actor, second_factor=False), "get", "/redakcja/") == "second factor"
    assert ask(client_of(world, matrix.EDITOR, second_factor=False), "get", "/redakcja/") == "in"
