"""The starter library: its texts keep what they promise; it is loaded once, for a second person to approve."""

import io
import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from osnowa.knowledge import rules
from osnowa.knowledge.actions import approve_text, library, load_library
from osnowa.knowledge.exchange.library import library_files, library_titles, read_library_file
from osnowa.knowledge.models import (
    ArticlePage,
    GuidePage,
    LibraryText,
    Submission,
    Topic,
)
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from tests.factories.knowledge import ArticlePageFactory
from tests.factories.people import AccountFactory
from tests.portal.conftest import signed_in

LAW = re.compile(r"\bart\. \d|\bRODO\b")


def words_of(read):
    """How many words a reader reads."""
    said = [read.imported.body_html]

    def collect(value):
        if isinstance(value, str):
            said.append(value)
        elif isinstance(value, dict):
            for name, inner in value.items():
                if name != "kind":
                    collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    collect([part["value"] for part in read.imported.parts])
    return len(re.sub(r"<[^>]+>", " ", " ".join(said)).split())


def test_library_keeps_what_it_promises():
    files = library_files()
    assert Counter(file.key.partition("/")[0] for file in files) == {"poradniki": 16, "wspolpraca": 6}
    assert len({file.slug for file in files}) == len({file.key for file in files}) == 22
    assert len(set(library_titles())) == 22
    for file in files:
        read = read_library_file(file)
        said, parts = read.imported, Counter(part["type"] for part in read.imported.parts)
        assert said.warnings == [], file
        assert said.kind == ("guide" if file.key.startswith("poradniki") else "article"), file
        assert 500 <= words_of(read) <= 900, file
        assert 60 <= len(said.lead) <= 300, file
        assert 100 <= len(said.summary_en) <= 600, file
        assert said.topic in Topic.values, file
        assert said.competences, file
        assert not rules.unknown_competences(",".join(said.competences)), file
        assert (said.language, said.byline) == ("pl", "Zespół Osnowy"), file
        assert parts["steps"] == (1 if said.kind == "guide" else 0), file
        assert parts["tip"] == 2, file
        assert all(part["value"]["caption"] for part in said.parts if part["type"] == "comparison"), file
        assert bool(said.facts.get("needs")) == (said.kind == "guide"), file
        whole = file.path.read_text(encoding="utf-8")
        assert 180 <= read.review_after_days <= (365 if LAW.search(whole) else 730) * 2, file
        assert "https://" in whole.partition("## Źródła")[2], file


@pytest.fixture
def three_files(monkeypatch):
    """A guide, another guide and a piece on working together are enough where all 22 show nothing more."""
    files = (*library_files()[:2], library_files()[-1])
    monkeypatch.setattr(library, "library_files", lambda: files)
    return files


@pytest.mark.django_db
def test_loaded_texts_wait_for_a_second_person(three_files, roza, wit):
    waiting = load_library(by=roza)
    assert [(row.state, row.submitted_by) for row in waiting] == [(Submission.State.WAITING, roza)] * 3
    assert (GuidePage.objects.live().count(), ArticlePage.objects.live().count()) == (0, 0)
    page = GuidePage.objects.get(slug="wspolna-skrzynka")
    assert (page.byline, page.licence, page.topic) == ("Zespół Osnowy", "cc-by-4.0", "communication")
    assert (page.competences, page.minutes, page.is_example) == ("1.3,2.1,2.4", 120, False)
    assert page.review_on
    assert page.programme is None  # it is ours, not the programme's: it counts in nobody's figures
    assert OutgoingMail.objects.get().to == wit.email  # one letter about all of them
    with pytest.raises(RuleBroken, match=r"inna osoba|another editor"):
        approve_text(waiting[0], by=roza)
    approve_text(waiting[0], by=wit)
    assert GuidePage.objects.live().get().slug == "wspolna-skrzynka"
    assert AuditLine.objects.get(deed="knowledge.library_loaded").detail == {"texts": 3}


@pytest.mark.django_db
def test_what_people_changed_is_left_alone(three_files, roza, wit):
    ArticlePageFactory(by=wit, title="Nasz tekst", slug=three_files[-1].slug)  # the address is taken
    assert len(load_library(by=roza)) == 2
    mended, gone = GuidePage.objects.order_by("pk")
    mended.title, mended.slug = "Nasza skrzynka", "nasza-skrzynka"
    mended.save()
    gone.delete()
    before = (GuidePage.objects.count(), Submission.objects.count(), OutgoingMail.objects.count())
    assert load_library(by=wit) == []
    assert (GuidePage.objects.count(), Submission.objects.count(), OutgoingMail.objects.count()) == before
    assert GuidePage.objects.get().title == "Nasza skrzynka"
    assert ArticlePage.objects.get().title == "Nasz tekst"
    assert LibraryText.objects.filter(page=None).count() == 1


@pytest.mark.django_db
def test_offered_on_the_desk_until_loaded(three_files, roza, wit):
    client = signed_in(roza, second_factor=False)
    desk = client.get("/praca/teksty/").content.decode()
    assert "Wczytaj bibliotekę startową" in desk
    assert "Jeden kalendarz dla" in desk.replace("\u00a0", " ")
    assert client.get("/praca/teksty/biblioteka/").status_code == 405
    answer = client.post("/praca/teksty/biblioteka/", follow=True).content.decode().replace("\u00a0", " ")
    assert "3 teksty czekają na inną osobę z redakcji" in answer
    assert "Wczytaj bibliotekę startową" not in answer
    again = client.post("/praca/teksty/biblioteka/", follow=True).content.decode().replace("\u00a0", " ")
    assert "już tu jest" in again
    assert LibraryText.objects.count() == 3


@pytest.mark.django_db
def test_command_asks_who_gives_them_for_approval(three_files, roza, wit):
    said = io.StringIO()
    call_command("library", list=True, stdout=said)
    assert said.getvalue().count("\n") == 22
    for address in ("", "nobody@example.org", AccountFactory(email="stranger@example.org").email):
        with pytest.raises(CommandError):
            call_command("library", by=address, stdout=said)
    call_command("library", by="ROZA@example.org", stdout=said)
    call_command("library", by=roza.email, stdout=said)
    assert "3 texts wait" in said.getvalue()
    assert "already here" in said.getvalue()
