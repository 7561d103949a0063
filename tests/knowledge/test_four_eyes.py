"""Nobody publishes an article or a tool page alone: not through any door."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connections, transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction

from osnowa.knowledge.actions import approve_text, send_text_back, submit_text
from osnowa.knowledge.models import ArticleIndexPage, ArticlePage, NotApproved, Submission, ToolPage
from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.programme.models import Role
from tests.factories.knowledge import ArticlePageFactory, ToolPageFactory, editor
from tests.factories.people import AccountFactory
from tests.factories.programme import TeamMemberFactory
from tests.portal.conftest import member, signed_in

pytestmark = pytest.mark.django_db
State = Submission.State


def refusal(deed, *args, **kwargs):
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        deed(*args, **kwargs)
    return refused.value.code


def letters(template):
    return list(
        OutgoingMail.objects.filter(template=f"knowledge/{template}")
        .order_by("to")
        .values_list("to", flat=True)
    )


def test_second_editor_approves_and_readers_find_it(client, roza, wit, programme):
    page = ArticlePageFactory(by=roza, programme=programme, title="Hasła w zespole")
    assert client.get(page.url).status_code == 404
    submission = submit_text(page, by=roza)
    assert letters("text_waits") == ["wit@example.org"]
    approve_text(submission, by=wit)
    page.refresh_from_db()
    assert (page.live, page.published_on, page.has_unpublished_changes) == (True, clock.today(), False)
    text = client.get("/wiedza/artykuly/hasla-w-zespole/").content.decode()
    for words in ("Hasła w zespole", "Róża Przędza", "CC BY 4.0", "creativecommons.org/licenses/by/4.0"):
        assert words in text.replace("\u00a0", " "), words
    assert letters("text_approved") == ["roza@example.org"]
    assert [line.deed for line in audit.history_of(page)] == [
        "knowledge.approved",
        "knowledge.submitted",
        "knowledge.drafted",
    ]


def test_repeat_changes_nothing(roza, wit):
    page = ToolPageFactory(by=roza)
    submission = submit_text(page, by=roza)
    assert submit_text(page, by=roza) == submission
    approve_text(submission, by=wit)
    before = (OutgoingMail.objects.count(), audit.history_of(page).count())
    assert approve_text(submission, by=wit).state == State.APPROVED
    assert (OutgoingMail.objects.count(), audit.history_of(page).count()) == before
    assert refusal(submit_text, page, by=roza) == "nothing_new"


def test_author_sender_and_whoever_changed_it_cannot_approve(roza, wit, programme):
    third = editor(programme, email="trzecia@example.org")
    page = ArticlePageFactory(by=roza)
    page.lead = "Inaczej."
    page.save_revision(user=wit)
    submission = submit_text(page, by=third)
    for account in (roza, wit, third):
        assert refusal(approve_text, submission, by=account) == "own"
        assert refusal(send_text_back, submission, "Źle", by=account) == "own"
    fourth = member(programme, Role.COORDINATOR, email="alice@example.org")
    assert approve_text(submission, by=fourth).state == State.APPROVED


def test_coordinator_cannot_approve_her_own(programme, roza):
    alice = member(programme, Role.COORDINATOR, email="alice@example.org")
    submission = submit_text(ArticlePageFactory(by=alice), by=alice)
    assert refusal(approve_text, submission, by=alice) == "own"


def test_only_editors_and_coordinators_decide(programme, roza, wit):
    submission = submit_text(ArticlePageFactory(by=roza), by=roza)
    for role in (Role.TRAINER, Role.MENTOR, Role.VOLUNTEER, Role.HOST, Role.EVALUATOR):
        assert refusal(approve_text, submission, by=member(programme, role)) == "role"


def test_what_changed_after_it_was_submitted_is_not_approved(roza, wit, programme):
    page = ArticlePageFactory(by=roza)
    submission = submit_text(page, by=roza)
    page.lead = "Dopisane po zgłoszeniu."
    page.save_revision(user=roza)
    assert refusal(approve_text, submission, by=wit) == "changed"
    again = submit_text(page, by=roza)
    assert again.pk == submission.pk
    approve_text(again, by=wit)
    assert ArticlePage.objects.live().get().lead == "Dopisane po zgłoszeniu."


def test_what_was_submitted_is_not_written_over(roza, wit):
    """Wagtail saves as somebody types, over the same revision."""
    page = ArticlePageFactory(by=roza)
    submission = submit_text(page, by=roza)
    page.lead = "Podmienione."
    assert page.save_revision(user=roza, overwrite_revision=page.get_latest_revision()) != submission.revision
    assert refusal(approve_text, submission, by=wit) == "changed"


def test_revision_changed_behind_our_back_is_noticed(roza, wit):
    submission = submit_text(ArticlePageFactory(by=roza), by=roza)
    submission.revision.content["lead"] = "Podmienione."
    submission.revision.save()
    assert refusal(approve_text, submission, by=wit) == "changed"


def test_change_of_a_published_text_needs_approval_as_well(client, roza, wit):
    page = ArticlePageFactory(by=roza)
    approve_text(submit_text(page, by=roza), by=wit)
    page = ArticlePage.objects.get()
    page.lead = "Nowy wstęp."
    revision = page.save_revision(user=roza)
    with pytest.raises(NotApproved), transaction.atomic():
        revision.publish()
    assert "Nowy wstęp" not in client.get(page.url).content.decode().replace("\u00a0", " ")
    approve_text(submit_text(page, by=roza), by=wit)
    assert "Nowy wstęp" in client.get(page.url).content.decode().replace("\u00a0", " ")


def test_typing_on_after_approval_begins_a_new_revision(roza, wit):
    page = ArticlePageFactory(by=roza)
    approve_text(submit_text(page, by=roza), by=wit)
    page = ArticlePage.objects.get()
    page.lead = "Po cichu."
    revision = page.save_revision(user=roza, overwrite_revision=page.get_latest_revision())
    assert revision.pk != page.live_revision_id
    with pytest.raises(NotApproved), transaction.atomic():
        revision.publish()


def test_sent_back_with_a_comment(roza, wit):
    page = ArticlePageFactory(by=roza)
    submission = submit_text(page, by=roza)
    assert refusal(send_text_back, submission, "  ", by=wit) == "empty"
    assert refusal(send_text_back, submission, "a" * 2001, by=wit) == "long"
    send_text_back(submission, "Podaj źródło prawa.", by=wit)
    (letter,) = OutgoingMail.objects.filter(template="knowledge/text_sent_back")
    assert letter.to == "roza@example.org"
    assert "Podaj źródło prawa." in letter.text
    assert refusal(approve_text, submission, by=wit) == "decided"
    assert submit_text(page, by=roza).pk != submission.pk


def test_incomplete_draft_is_not_given_to_others(roza, wit):
    page = ToolPageFactory(by=roza)
    page.cost = ""
    page.save_revision(user=roza, clean=False)
    assert refusal(submit_text, page, by=roza) == "incomplete"


def test_database_itself_refuses_deciding_on_ones_own(roza):
    submission = submit_text(ArticlePageFactory(by=roza), by=roza)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(
            state=State.APPROVED, decided_by=roza, decided_at=clock.now()
        )


class TestDoors:
    """Wagtail's own ways of publishing, by the editor who wrote it and by a superuser."""

    @pytest.fixture(params=["editor", "superuser"])
    def door(self, request, roza):
        if request.param == "editor":
            return signed_in(roza, second_factor=False)
        return signed_in(AccountFactory(is_superuser=True, is_staff=True))

    @pytest.fixture
    def page(self, roza):
        return ArticlePageFactory(by=roza)

    def form(self, **changes):
        return {
            "title": "Z panelu",
            "slug": "z-panelu",
            "lead": "Krótko.",
            "body": '{"blocks": [{"key": "a", "type": "unstyled", "text": "Treść", "depth": 0, '
            '"inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}',
            "topic": "management",
            "language": "pl",
            "byline": "Róża Przędza",
            "licence": "cc-by-4.0",
            "programme": "",
            "review_on": "",
            "parts-count": "0",
            "related-count": "0",
        } | changes

    def test_create_and_publish(self, door):
        shelf = ArticleIndexPage.objects.get()
        url = f"/redakcja/pages/add/knowledge/articlepage/{shelf.pk}/"
        page = door.get(url)
        assert page.status_code == 200
        assert 'name="action-publish"' not in page.content.decode()
        door.post(url, self.form(**{"action-publish": "action-publish"}))
        assert ArticlePage.objects.get().live is False

    def test_edit_and_publish(self, door, page):
        door.post(f"/redakcja/pages/{page.pk}/edit/", self.form(**{"action-publish": "action-publish"}))
        assert ArticlePage.objects.get().live is False

    def test_schedule(self, door, page):
        past = {"go_live_at": "2020-01-01 10:00", "action-publish": "action-publish"}
        door.post(f"/redakcja/pages/{page.pk}/edit/", self.form(**past))
        call_command("publish_scheduled", verbosity=0)
        page.get_latest_revision()
        page.revisions.update(approved_go_live_at=clock.now())
        with pytest.raises(NotApproved), transaction.atomic():
            call_command("publish_scheduled", verbosity=0)
        assert ArticlePage.objects.get().live is False

    def test_bulk(self, door, page):
        door.post(f"/redakcja/bulk/wagtailcore/page/publish/?id={page.pk}", {"include_descendants": "on"})
        door.post(
            f"/redakcja/bulk/wagtailcore/page/publish/?id={ArticleIndexPage.objects.get().pk}",
            {"include_descendants": "on"},
        )
        assert ArticlePage.objects.get().live is False

    def test_revert_to_a_revision(self, door, page):
        first = page.get_latest_revision()
        page.lead = "Druga."
        page.save_revision()
        door.post(
            f"/redakcja/pages/{page.pk}/revisions/{first.pk}/revert/",
            self.form(revision=first.pk, **{"action-publish": "action-publish"}),
        )
        assert ArticlePage.objects.get().live is False

    def test_copy_and_alias(self, door, page, wit, roza):
        approve_text(submit_text(page, by=roza), by=wit)
        shelf = ArticleIndexPage.objects.get()
        for more in ({"publish_copies": "on"}, {"alias": "on"}):
            door.post(
                f"/redakcja/pages/{page.pk}/copy/",
                {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": shelf.pk, **more},
            )
        assert ArticlePage.objects.count() == 1

    def test_publish_without_a_door(self, page):
        with pytest.raises(NotApproved), transaction.atomic():
            page.get_latest_revision().publish()
        with pytest.raises(NotApproved), transaction.atomic():
            ArticlePage.objects.get().alias_of_id or CreatePageAliasAction(page, update_slug="inna").execute()
        page.live = True
        with pytest.raises(NotApproved), transaction.atomic():
            page.save()

    def test_copy_by_code_is_a_draft(self, page, roza, wit):
        approve_text(submit_text(page, by=roza), by=wit)
        page = ArticlePage.objects.get()
        copy = CopyPageAction(page, update_attrs={"slug": "kopia"}, keep_live=True).execute(
            skip_permission_checks=True
        )
        assert ArticlePage.objects.get(pk=copy.pk).live is False

    def test_submitting_from_the_editor(self, door, page, wit):
        answer = door.post(
            f"/redakcja/pages/{page.pk}/edit/",
            self.form(**{"action-give-for-approval": "action-give-for-approval"}),
        )
        assert answer["Location"] == f"/praca/teksty/{page.pk}/"
        assert Submission.objects.get().state == State.WAITING
        assert ArticlePage.objects.get().live is False

    def test_taking_down_is_allowed(self, door, page, roza, wit):
        approve_text(submit_text(page, by=roza), by=wit)
        door.post(f"/redakcja/pages/{page.pk}/unpublish/")
        assert ArticlePage.objects.get().live is False

    def test_shelves_stay(self, door):
        shelf = ArticleIndexPage.objects.get()
        for deed in ("delete", "unpublish"):
            door.post(f"/redakcja/pages/{shelf.pk}/{deed}/")
        shelf.refresh_from_db()
        assert shelf.live is True


def test_editor_whose_role_ended_can_do_nothing(roza, wit):
    page = ArticlePageFactory(by=roza)
    TeamMemberFactory._meta.model.objects.filter(account=roza).update(ended_at=clock.now())
    client = signed_in(roza, second_factor=False)
    assert client.get(f"/praca/teksty/{page.pk}/").status_code == 404
    assert client.post(f"/praca/teksty/{page.pk}/zglos/").status_code == 404
    assert ToolPage.objects.count() + Submission.objects.count() == 0


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_decide_once(programme):
    """One approves and the other sends back, in the same moment, five times: the first one's word holds."""
    author = editor(programme)
    others = [editor(programme), editor(programme)]

    def decide(given):
        submission, by, yes = given
        try:
            approve_text(submission, by=by) if yes else send_text_back(submission, "Popraw.", by=by)
        except RuleBroken as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    for _ in range(5):
        submission = submit_text(ArticlePageFactory(by=author), by=author)
        with ThreadPoolExecutor(2) as pool:
            answers = sorted(
                pool.map(decide, [(submission, others[0], True), (submission, others[1], False)])
            )
        assert answers == ["decided", "done"]
        submission.refresh_from_db()
        page = ArticlePage.objects.get(pk=submission.page_id)
        assert page.live is (submission.state == State.APPROVED)
