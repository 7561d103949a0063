"""The catalogue as readers and editors meet it."""

import datetime as dt
import importlib

import pytest
from django.apps import apps
from wagtail.models import Revision

from osnowa.knowledge.actions import confirm_tool, submit_text
from osnowa.knowledge.models import Submission, ToolIndexPage, ToolPage, digest_of
from osnowa.knowledge.queries import latest_revision, tool_catalogue, tool_page_named, tools_to_check
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.people.actions import merge_organisations
from tests.factories.knowledge import ToolPageFactory, ToolUseFactory
from tests.factories.people import AccountFactory, OrganisationFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
LIST, COMPARE = "/wiedza/narzedzia/", "/wiedza/narzedzia/porownanie/"


def said(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def ago(days):
    return clock.today() - dt.timedelta(days=days)


@pytest.fixture
def three(roza):
    common = {"by": roza, "published": True}
    return [
        ToolPageFactory(
            **common, title="Żuraw", tasks=["chat"], price="free", replaces="Slack", start_hours=1
        ),
        ToolPageFactory(**common, title="Łódka", tasks=["files", "chat"], price="paid", checked_on=ago(400)),
        ToolPageFactory(
            **common, title="Lina", tasks=["files"], price="free", checked_on=ago(200), other_names="Sznur"
        ),
    ]


def test_list_is_sorted_the_polish_way_filtered_and_counted(client, three):
    assert [tool.title for tool in tool_catalogue().tools] == ["Lina", "Łódka", "Żuraw"]
    text = said(client.get(LIST, {"zadanie": "chat", "cena": ["free", "nic"]}))
    assert ("Żuraw" in text, "/lodka/" in text) == (True, False)
    assert "płatne (1)" in text  # in prices: of the two for talking, one is paid
    assert "Nic nie znaleziono" in said(client.get(LIST, {"zamiast": "Slack", "zadanie": "files"}))
    assert "Żuraw" in said(client.get(LIST, {"q": "zuraw", "page": "99"}))
    assert tool_page_named("sznur").title == "Lina"
    for strange in ({"zadanie": "x' OR 1"}, {"q": "\x00%"}, {"zamiast": "a" * 5000}, {"page": "-1"}):
        assert client.get(LIST, strange).status_code == 200


def test_list_costs_the_same_however_many(client, three, roza, django_assert_max_num_queries):
    def cost(**query):
        client.get(LIST, query)
        with django_assert_max_num_queries(9) as asked:
            client.get(LIST, query)
        return len(asked)

    before = [cost(), cost(q="z", zadanie="chat"), cost(cena="free")]
    ToolPageFactory(by=roza, published=True, title="Zorza", tasks=["chat"], price="free")
    assert [cost(), cost(q="z", zadanie="chat"), cost(cena="free")] == before
    assert max(before) <= 7


def test_old_checks_are_told_on_list_and_page(client, three):
    text = said(client.get(LIST))
    assert text.count("os-row--old") == 1
    assert ("niesprawdzone od roku" in text, "niesprawdzone od pół roku" in text) == (True, True)
    assert "Od roku nikt nie sprawdzał tej strony." in said(client.get(three[1].url))
    assert "Od pół roku nikt tego nie sprawdzał." in said(client.get(three[2].url))
    assert "nikt" not in said(client.get(three[0].url)).split("<h1")[1].split("os-prose")[0]


def test_two_to_four_stand_side_by_side(client, three, roza):
    text = said(client.get(COMPARE, {"n": ["zuraw", "lodka", "nie-ma", "zuraw"]}))
    assert text.index("Żuraw</a>") < text.index("Łódka</a>")
    assert "różnią się" in text
    only = said(client.get(COMPARE, {"n": ["zuraw", "lodka"], "tylko": "roznice"}))
    assert only.count("<tr") < text.count("<tr")
    assert 'class="os-differs"' in only
    for number in range(3):
        ToolPageFactory(by=roza, published=True, title=f"Więcej {number}")
    many = said(client.get(COMPARE, {"n": ["zuraw", "lodka", "lina", "wiecej-0", "wiecej-1"]}))
    assert ("Obok siebie mieszczą się cztery." in many, many.count('scope="col"')) == (True, 4)
    assert "co najmniej dwa" in said(client.get(COMPARE, {"n": "\x00"}))


def test_still_true_is_one_tap_of_an_editor(client, three, wit):
    old, ageing = three[1], three[2]
    assert [tool.pk for tool in tools_to_check()] == [old.pk, ageing.pk]
    client.force_login(wit)
    assert "Łódka" in said(client.get("/praca/narzedzia-do-sprawdzenia/"))
    for _ in range(2):
        client.post(f"/praca/narzedzia-do-sprawdzenia/{old.pk}/")
    old.refresh_from_db()
    assert (old.checked_on, old.price_checked_on) == (clock.today(), clock.today())
    assert AuditLine.objects.filter(deed="knowledge.tool_confirmed").count() == 1
    assert [tool.pk for tool in tools_to_check()] == [ageing.pk]
    edited = latest_revision(old).as_object()
    assert (edited.checked_on, edited.price_checked_on) == (
        clock.today(),
        clock.today(),
    )  # older words, newer check
    with pytest.raises(RuleBroken, match="redak"):
        confirm_tool(ageing, by=AccountFactory())
    draft = ToolPageFactory(by=wit)
    with pytest.raises(RuleBroken):
        confirm_tool(draft, by=wit)


def test_editor_ticks_what_a_tool_is_for(roza):
    door = signed_in(roza, second_factor=False)
    form = {
        "title": "Żaglówka",
        "slug": "zaglowka",
        "lead": "Krótko.",
        "body": '{"blocks": [], "entityMap": {}}',
        "topic": "management",
        "language": "pl",
        "licence": "cc-by-4.0",
        "tasks": ["chat", "files"],
        "hosted": ["eu"],
        "price": "reduced",
        "agreement": "yes",
        "effort": "easy",
        "polish_interface": "unknown",
        "works_offline": "true",
        "start_hours": "3",
        "parts-count": "0",
        "related-count": "0",
    }
    shelf = ToolIndexPage.objects.get()
    door.post(f"/redakcja/pages/add/knowledge/toolpage/{shelf.pk}/", form)
    page = ToolPage.objects.get()
    assert (page.tasks, page.hosted, page.platforms) == (["chat", "files"], ["eu"], [])
    assert (page.polish_interface, page.works_offline, page.checked_on) == (None, True, clock.today())
    opened = door.get(f"/redakcja/pages/{page.pk}/edit/").content.decode()
    assert opened.count(" checked") >= 3


def test_unknown_keys_and_days_to_come_are_refused_before_others_read(roza):
    page = ToolPageFactory(by=roza)
    page.tasks, page.price_checked_on = ["nic"], clock.today() + dt.timedelta(days=1)
    page.save_revision(user=roza, clean=False)
    with pytest.raises(RuleBroken) as refusal:
        submit_text(page, by=roza)
    assert refusal.value.code == "incomplete"


def test_only_organisations_that_agreed_and_are_public_are_named(client, three):
    page = three[0]
    named, kept = OrganisationFactory(name="Fundacja Łąka"), OrganisationFactory(name="Most nad Białą")
    ToolUseFactory(tool_key="zuraw", organisation=named)
    ToolUseFactory(tool_key="zuraw", organisation=OrganisationFactory(name="Skądś", confirmed_at=None))
    text = said(client.get(page.url))
    assert ("Fundacja Łąka" in text, "Skądś" in text) == (True, False)
    merge_organisations(kept, named, by=None)
    text = said(client.get(page.url))
    assert ("Most nad Białą" in text, "Fundacja Łąka" in text) == (True, False)


def test_upgrade_keeps_where_a_tool_runs_and_what_was_approved(roza):
    page = ToolPageFactory(by=roza, published=True)
    revision = Revision.objects.get(pk=page.live_revision_id)
    revision.content = {**revision.content, "hosting": "both"}
    revision.content.pop("hosted")
    revision.save(update_fields=["content"])
    Submission.objects.update(digest=digest_of(revision))

    class Old:
        """Pages as they were, with the field that is gone."""

        def __init__(self, model):
            self.model = model

        def all(self):
            for row in self.model.objects.all():
                row.hosting = "both"
                yield row

        def filter(self, **query):
            return self.model.objects.filter(**query)

    class OldApps:
        def get_model(self, label, name):
            model = apps.get_model(label, name)
            return type("OldPage", (), {"objects": Old(model)}) if name == "ToolPage" else model

    importlib.import_module("osnowa.knowledge.migrations.0007_catalogue").carry_over(OldApps(), None)
    page.refresh_from_db()
    revision.refresh_from_db()
    assert (page.hosted, page.checked_on) == (["own", "elsewhere"], page.published_on)
    assert (revision.content["hosted"], "hosting" in revision.content) == (["own", "elsewhere"], False)
    ToolPage.objects.get(pk=page.pk).save()  # still approved: its digest followed
