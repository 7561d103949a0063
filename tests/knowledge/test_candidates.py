"""Lists of others become candidates, candidates drafts; the library becomes drafts."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from osnowa.knowledge.actions import lay_tool_library, take_candidate
from osnowa.knowledge.models import ToolCandidate, ToolPage
from osnowa.knowledge.registers import tool_library, tool_lists
from osnowa.knowledge.rules import catalogue
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from tests.factories.knowledge import ToolCandidateFactory, ToolPageFactory
from tests.factories.people import AccountFactory

SHARED = Path(os.environ.get("OSNOWA_SHARED", "../shared")) / "data"


@pytest.fixture
def listed(tmp_path):
    """A list with one good row and one bad one."""
    row = {"name": "Łódka", "slug": "lodka", "licenses": ["MIT"], "website_url": "https://lodka.example"}
    path = tmp_path / "lista.json"

    def write(**more):
        path.write_text(json.dumps([{**row, **more}, {"name": "Bez reszty"}]), encoding="utf-8")
        return str(path)

    return write


@pytest.mark.django_db
def test_import_is_idempotent_and_answers_row_by_row(listed, roza, capsys):
    def imported(**more):
        with pytest.raises(SystemExit):  # one row was left out
            call_command("tool-candidates", listed(**more), json=True)
        told = json.loads(capsys.readouterr().out)
        assert [fault["row"] for fault in told["faults"]] == [2]
        return told["new"], told["changed"], told["same"]

    assert [imported(), imported()] == [(1, 0, 0), (0, 0, 1)]
    one = ToolCandidate.objects.get()
    assert (one.licence, "awesome-selfhosted" in one.attribution) == ("CC BY-SA 3.0", True)
    page = take_candidate(one, by=roza)
    assert imported(licenses=["AGPL-3.0"]) == (0, 1, 0)
    one.refresh_from_db()
    assert (one.page_id, one.state, one.facts["licences"]) == (page.pk, "taken", ["AGPL-3.0"])
    assert AuditLine.objects.filter(deed="knowledge.candidates_imported").count() == 2
    with pytest.raises(CommandError):
        call_command("tool-candidates", "/nie/ma")


@pytest.mark.parametrize(
    ("name", "count", "licence"),
    [
        ("tools_awesome-selfhosted_ngo-subset.json", 710, "CC BY-SA 3.0"),
        ("tools_foss-alternatives_replaces.json", 149, "CC BY-SA 4.0"),
    ],
)
def test_real_lists_are_read_each_under_its_licence(name, count, licence):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is absent (OSNOWA_SHARED)")
    reading = tool_lists.read(path.read_bytes())
    assert len(reading.candidates) + len(reading.faults) == count
    assert len(reading.faults) <= count / 50
    assert {tool_lists.LISTS[one.source].licence for one in reading.candidates} == {licence}


@pytest.mark.django_db
def test_candidate_becomes_one_draft_without_foreign_words(client, roza, wit):
    one = ToolCandidateFactory(name="Łódka")
    client.force_login(roza)
    assert "Cudze słowa." in client.get(f"/praca/kandydaci/{one.pk}/").content.decode()
    found = client.get("/praca/kandydaci/", {"q": "lodk", "lista": one.source, "stan": "new"})
    assert one.attribution in found.content.decode()
    for _ in range(2):
        answer = client.post(f"/praca/kandydaci/{one.pk}/szkic/")
    page = ToolPage.objects.get()
    assert answer["Location"] == f"/praca/teksty/{page.pk}/"
    assert (page.live, page.title, page.hosted, page.tasks) == (False, "Łódka", ["own"], ["events"])
    assert "Cudze" not in page.lead + page.body + page.cost
    assert page.facts_credit == one.attribution
    assert one.attribution in client.get(answer["Location"]).content.decode()
    other = ToolCandidateFactory(name="ŁÓDKA!", source="european-alternatives")
    assert take_candidate(other, by=wit) == page  # described already
    with pytest.raises(RuleBroken):
        take_candidate(one, by=AccountFactory())


@pytest.mark.django_db
def test_library_is_laid_once_as_drafts_that_others_may_read(roza):
    """Every record is whole: what a second person would get may be submitted as it is."""
    ToolPageFactory(by=roza, published=True, title="Fanpage", other_names="Facebook")
    made = lay_tool_library(by=roza)
    assert len(made) == len(tool_library.records()) - 1
    assert lay_tool_library(by=roza) == []
    assert not any(page.live for page in made)
    for page in made:
        page.full_clean()
        assert page.author == roza


def test_records_say_what_the_catalogue_asks():
    records = tool_library.records()
    assert len(records) == len({record.title for record in records}) == 60
    for record in records:
        fields = record.fields
        assert fields["tasks"], record.title
        assert fields["hosted"], record.title
        assert fields["platforms"], record.title
        assert fields["leaving"], record.title
        assert fields["price_source"].startswith("https://"), record.title
        assert len(fields["lead"]) <= 300, record.title
        assert catalogue.licence_kind(fields["software_licence"]) != "unknown", record.title
        assert "price_checked_on" not in fields, "nobody compared prices on a day"
