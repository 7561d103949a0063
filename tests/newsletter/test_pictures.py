"""Pictures in letters: chosen or sent, described, shown in the mail, on the web and on paper; the archive by topics."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Opened
from wagtail.images.models import Rendition

from osnowa.knowledge.actions import keep_picture
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import composing, pictures
from osnowa.newsletter.actions.delivery import queue_issue
from osnowa.newsletter.models import Issue
from osnowa.newsletter.queries.checks import findings_of
from osnowa.newsletter.queries.issues import items_of, rendered
from osnowa.newsletter.rules import blocks, checks
from osnowa.newsletter.rules import pictures as rules
from tests.factories.knowledge import ArticlePageFactory, stream, tiny_png
from tests.factories.newsletter import (
    IssueCopyFactory,
    IssueFactory,
    MailingListFactory,
    ReaderFactory,
)
from tests.newsletter.conftest import draft
from tests.portal.conftest import signed_in

ALT = "Dwie osoby przekazują sobie klucz."


def url(name, issue, *more):
    return reverse(f"newsletter:{name}", args=[issue.programme.slug, issue.pk, *more])


def said(answer):
    return answer.content.decode().replace("\u00a0", " ")


def photograph(wide=1600, high=800):
    """A JPEG that says by which telephone it was taken."""
    exif = Opened.Exif()
    exif[0x010F] = "TELEFON-ŁUCJI"
    kept = io.BytesIO()
    Opened.new("RGB", (wide, high), "#24507a").save(kept, "JPEG", exif=exif)
    return kept.getvalue()


class TestRules:
    def test_a_picture_is_as_wide_as_the_column_at_most(self):
        assert rules.shown_size(1136, 500) == (568, 250)
        assert rules.shown_size(400, 900) == (400, 900)
        assert rules.shown_size(5000, 1) == (568, 1)

    def test_words_of_another_picture_say_nothing(self):
        assert rules.description("  Stół ", is_same=False, before="", known="Okno.") == "Stół"
        assert rules.description("Stół", is_same=False, before="Stół", known="Okno.") == "Okno."
        assert rules.description("Stół", is_same=True, before="Stół", known="Okno.") == "Stół"
        assert rules.description("Stół", is_same=False, before="Stół", known="") == ""

    def test_what_gmail_cuts_off_is_known(self):
        assert checks.weight_of("ą" * 20_000) == "fine"
        assert checks.weight_of("ą" * 41_000) == "nearly"
        assert checks.weight_of("ą" * 50_000) == "clipped"
        assert checks.says_title_only("Hasła i LOGOWANIE", "Hasła i logowanie.")
        assert not checks.says_title_only("", "")

    def test_pictures_are_pieces_of_their_own_on_paper(self):
        [before, picture, after] = blocks.blocks_of(
            '<p>Tak</p><p><img src="/m/a.jpg" alt="Stół"></p><p>Nie</p>'
        )
        assert picture == {"kind": "picture", "pieces": [{"text": "Stół", "address": "/m/a.jpg"}]}
        assert (before["kind"], after["kind"]) == ("text", "text")


@pytest.mark.django_db
class TestPictures:
    def test_from_one_tick_to_paper(self, scene, settings):
        kept = keep_picture(tiny_png(), title="Klucz", by=scene.ed)
        article = ArticlePageFactory(
            published=True,
            title="Przekazanie kluczy",
            programme=scene.programme,
            parts=stream(("picture", {"picture": kept.pk, "alt": ALT, "caption": "", "credit": "Fot. Róża"})),
        )
        ReaderFactory()
        issue = draft(scene.programme, title="Trzy rzeczy na maj")
        own = issue.items.get()
        client = signed_in(scene.ed)
        client.post(url("issue_pick", issue), {"picked": [f"page-{article.pk}"]})
        assert "Pokaż zdjęcie z tekstu" in said(client.get(url("work_issue", issue)))
        item = issue.items.exclude(pk=own.pk).get()
        client.post(url("item_picture_of_text", issue, item.pk))
        item.refresh_from_db()
        assert (item.picture, item.picture_alt, item.picture_credit) == (kept, ALT, "Fot. Róża")
        client.post(url("item_remove", issue, item.pk))
        client.post(url("issue_pick", issue), {"picked": [f"page-{article.pk}"], "with_pictures": "on"})
        assert issue.items.exclude(pk=own.pk).get().picture_alt == ALT

        head = url("issue_picture", issue)
        file = {"file": SimpleUploadedFile("IMG_2017.jpg", photograph(), "image/jpeg")}
        refused = client.post(head, file)
        assert refused.status_code == 200
        assert not Issue.objects.get().picture_id
        file = {"file": SimpleUploadedFile("IMG_2017.jpg", photograph(), "image/jpeg")}
        assert client.post(head, file | {"alt": "Biuro o poranku"}).url == url("work_issue", issue)
        issue.refresh_from_db()
        with issue.picture.file.open() as original:
            assert b"TELEFON" not in original.read()
        letter = rendered(issue, "pl")
        assert "[Zdjęcie: Biuro o poranku]" in letter.text
        assert f"{ALT} (Fot. Róża)]" in letter.text
        drawn = Rendition.objects.get(image=issue.picture, filter_spec__startswith="max-1136")
        address = f"{settings.BASE_URL}/media/{drawn.file.name}"
        assert f'src="{address}" width="568" height="284" alt="Biuro o poranku"' in letter.html
        assert letter.html.count("<img") == 2
        shown = client.get(f"/media/{drawn.file.name}")
        assert (shown.headers["Content-Type"], shown.status_code) == ("image/jpeg", 200)
        assert shown.content.startswith(b"\xff\xd8\xff")
        assert b"TELEFON" not in shown.content
        assert f'src="{address}"' in said(client.get(url("issue_letter", issue)))

        queue_issue(issue, by=scene.ed)
        with pytest.raises(RuleBroken) as frozen:
            pictures.remove_picture(issue, by=scene.ed)
        assert frozen.value.code == "frozen"
        public = said(client.get(f"/newsletter/{issue.pk}/"))
        assert f'<img src="/media/{drawn.file.name}"' in public
        assert f'alt="{ALT}"' in public
        paper = client.get(f"/newsletter/{issue.pk}/wydanie.pdf").content
        assert paper.startswith(b"%PDF")
        assert paper.count(b"/Subtype/Image") + paper.count(b"/Subtype /Image") >= 2

    def test_what_is_refused(self, scene, settings):
        hidden = keep_picture(tiny_png(1), title="Szkic", by=scene.ed)
        ArticlePageFactory(parts=stream(("picture", {"picture": hidden.pk, "alt": ALT})))
        issue = draft(scene.programme)
        for chosen, more, code in (
            (hidden.pk, {"alt": ALT}, "picture"),  # readers do not see it
            (tiny_png(2), {}, "alt"),
            (tiny_png(2), {"alt": "IMG_2017.jpg"}, "alt"),
            (b"<svg onload=alert(1)>", {"alt": ALT}, "kind"),
            (b"\xff\xd8\xff" + b"0" * 90, {"alt": ALT}, "kind"),
            (b"\x89PNG\r\n\x1a\n" + b"0" * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, {"alt": ALT}, "big"),
        ):
            with pytest.raises(RuleBroken) as refused:
                pictures.put_picture(issue, chosen, by=scene.ed, **more)
            assert refused.value.code == code
        client = signed_in(scene.ed)
        answer = client.post(url("issue_picture", issue), {"picture": str(hidden.pk), "alt": ALT})
        assert answer.status_code == 200
        assert ALT in said(answer)
        assert client.post(url("issue_picture", issue), {"alt": ALT}).status_code == 200
        assert not Issue.objects.get(pk=issue.pk).picture_id

    def test_decoration_change_and_removal(self, scene):
        issue = draft(scene.programme)
        pictures.put_picture(issue, tiny_png(), is_decoration=True, alt="bez słów", by=scene.ed)
        issue.refresh_from_db()
        assert (issue.picture_alt, issue.picture_is_decoration) == ("", True)
        made = rendered(issue, "en")
        assert 'alt=""' in made.html
        assert "Picture" not in made.text
        pictures.put_picture(issue, issue.picture_id, alt="Kwadrat na tle.", credit="Fot. Ed", by=scene.ed)
        issue.refresh_from_db()
        with pytest.raises(RuleBroken):  # the earlier words say nothing about another picture
            pictures.put_picture(issue, tiny_png(9), alt="Kwadrat na tle.", by=scene.ed)
        for _click in range(2):
            pictures.remove_picture(issue, by=scene.ed)
        issue.refresh_from_db()
        assert (issue.picture_id, issue.picture_alt, issue.picture_credit) == (None, "", "")

    def test_lost_file_and_long_letter_are_found(self, scene, django_assert_max_num_queries):
        issue = draft(scene.programme, opening="ą" * 4000)
        own = issue.items.get()
        pictures.put_picture(own, tiny_png(), alt=own.heading, by=scene.ed)
        findings = {one.state: one for one in findings_of(issue, items_of(issue))}
        assert own.heading in {one.detail for one in findings_of(issue, items_of(issue))}
        assert "late" not in findings
        drawn = Rendition.objects.get(filter_spec__startswith="max-1136")
        drawn.file.storage.delete(drawn.file.name)
        composing.change_words(issue, opening="&" * 4000, closing="&" * 4000, by=scene.ed)
        for _number in range(16):
            composing.add_words(issue, "Dużo", "&" * 2000, by=scene.ed)
        items = items_of(issue)
        with django_assert_max_num_queries(4):
            faults = [one for one in findings_of(issue, items) if one.state == "late"]
        assert len(faults) == 2
        assert "Gmail" in faults[0].words + faults[1].words


@pytest.mark.django_db
def test_archive_and_feed_of_a_topic(scene, client):
    topic = MailingListFactory(programme=scene.programme, title="Terminy & zapisy", slug="terminy")
    secret = MailingListFactory(programme=scene.programme, slug="zespol", is_public=False)
    MailingListFactory(programme=scene.programme, title="Pusty temat", slug="pusty")
    now = clock.now()
    for title, mailing_list in (
        ("Warsztaty w maju", topic),
        ("Do wszystkich", None),
        ("Dla zespołu", secret),
    ):
        issue = IssueFactory(
            programme=scene.programme,
            title=title,
            mailing_list=mailing_list,
            state="sent",
            queued_at=now,
            sent_at=now,
        )
        IssueCopyFactory(issue=issue)
    everything = said(client.get("/newsletter/"))
    assert "/newsletter/temat/terminy/kanal.atom" in everything.partition("</head>")[0]
    assert "Pusty temat" not in everything
    page = said(client.get("/newsletter/temat/terminy/"))
    assert "Warsztaty w maju" in page
    assert "Do wszystkich" not in page
    assert "?temat=terminy" in page
    feed = client.get("/newsletter/temat/terminy/kanal.atom")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert "Warsztaty w maju" in said(feed)
    assert "Do wszystkich" not in said(feed)
    assert "Terminy &amp; zapisy" in said(feed)
    for slug in ("zespol", "nie-ma"):
        assert client.get(f"/newsletter/temat/{slug}/").status_code == 404
        assert client.get(f"/newsletter/temat/{slug}/kanal.atom").status_code == 404
    assert client.get("/newsletter/temat/pusty/").status_code == 200
    topic.closed_at = now
    topic.save()
    assert client.get("/newsletter/temat/terminy/").status_code == 200
    ticked = said(client.get("/newsletter/zapis/?temat=pusty"))
    assert ticked.count(" checked") <= 1
