"""Texts on their shelves, written by an editor; published ones were approved by another."""

import datetime as dt
import hashlib
import io
import json

import factory
from django.core import signing
from factory.django import DjangoModelFactory
from PIL import Image

from osnowa.knowledge.actions import approve_text, draft_text, submit_text
from osnowa.knowledge.models import (
    ArticlePage,
    CollectionPage,
    DayMark,
    EventReportPage,
    GuidePage,
    LibraryText,
    LinkWatch,
    OutsideLink,
    OutsideReview,
    ReadCount,
    ReaderWords,
    Referrer,
    ReviewComment,
    SentText,
    StoryPage,
    Submission,
    ToolCandidate,
    ToolKnown,
    ToolPage,
    ToolUse,
    UsefulAnswer,
    digest_of,
)
from osnowa.knowledge.queries import latest_revision
from osnowa.knowledge.queries.outside_reviews import SALT
from osnowa.knowledge.rules.links import key_of
from osnowa.lib import clock
from osnowa.programme.models import Role
from tests.factories.people import AccountFactory, OrganisationFactory
from tests.factories.programme import TeamMemberFactory

BODY = "<p>Umówcie się, kto odpisuje, i zapiszcie to.</p>"


def stream(*parts):
    """Parts of a text as the database keeps them: `stream(("tip", {"kind": "tip", "body": "<p>Tak.</p>"}))`."""
    return json.dumps([{"type": kind, "value": value} for kind, value in parts])


def tiny_png(shade=100):
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), (shade % 256, 80, 60)).save(kept, format="PNG")
    return kept.getvalue()


def editor(programme=None, **fields):
    account = AccountFactory(**fields)
    TeamMemberFactory(account=account, role=Role.EDITOR, **({"programme": programme} if programme else {}))
    return account


class _TextFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Notatki, które działają {n}")
    lead = "Jak pisać krótko i nie zgubić ustaleń."
    body = BODY

    @classmethod
    def _create(cls, model_class, *args, by=None, published=False, **kwargs):
        by = by or editor(kwargs.get("programme"))
        page = draft_text(model_class(*args, **kwargs), by=by)
        if published:
            approve_text(submit_text(page, by=by), by=editor(kwargs.get("programme")))
            page.refresh_from_db()
        return page


class ArticlePageFactory(_TextFactory):
    class Meta:
        model = ArticlePage


class GuidePageFactory(_TextFactory):
    class Meta:
        model = GuidePage

    title = factory.Sequence(lambda n: f"Hasła krok po kroku {n}")
    parts = stream(
        ("steps", [{"title": "Spiszcie konta", "body": "<p>Na kartce.</p>", "picture": None, "alt": ""}])
    )


class StoryPageFactory(_TextFactory):
    class Meta:
        model = StoryPage

    title = factory.Sequence(lambda n: f"Jeden kalendarz {n}")
    organisation_name = "Towarzystwo Tkackie"
    result = "Zero podwójnych zapisów."
    agreed = True


class EventReportPageFactory(_TextFactory):
    class Meta:
        model = EventReportPage

    title = factory.Sequence(lambda n: f"Śniadanie w biurze {n}")
    happened_on = dt.date(2026, 11, 5)
    place = "biuro NGO"


class CollectionPageFactory(_TextFactory):
    """`picks`: published pages, in their order."""

    class Meta:
        model = CollectionPage

    title = factory.Sequence(lambda n: f"Na dobry początek {n}")

    @classmethod
    def _create(cls, model_class, *args, picks=(), **kwargs):
        items = stream(*(("item", {"page": page.pk, "words": f"Bo {page.title}."}) for page in picks))
        return super()._create(model_class, *args, items=items, **kwargs)


class ToolPageFactory(_TextFactory):
    class Meta:
        model = ToolPage

    title = factory.Sequence(lambda n: f"Narzędzie {n}")
    lead = "Do czego służy."
    software_licence = "AGPL-3.0"
    website = "https://narzedzie.example/"
    cost = "Bezpłatne."


class ToolUseFactory(DjangoModelFactory):
    class Meta:
        model = ToolUse

    tool_key = factory.Sequence(lambda n: f"narzedzie{n}")
    organisation = factory.SubFactory(OrganisationFactory)
    stage = ToolUse.Stage.ROUTINE
    since_on = factory.LazyFunction(clock.today)


class ToolKnownFactory(DjangoModelFactory):
    class Meta:
        model = ToolKnown

    account = factory.SubFactory(AccountFactory)
    tool_key = factory.Sequence(lambda n: f"narzedzie{n}")
    tool_name = factory.Sequence(lambda n: f"Narzędzie {n}")
    level = ToolKnown.Level.KNOWS


class ToolCandidateFactory(DjangoModelFactory):
    class Meta:
        model = ToolCandidate

    source = "awesome-selfhosted"
    source_key = factory.Sequence(lambda n: f"kandydat-{n}")
    licence = "CC BY-SA 3.0"
    attribution = "awesome-selfhosted contributors"
    name = factory.Sequence(lambda n: f"Kandydat {n}")
    facts = factory.LazyFunction(
        lambda: {
            "website": "https://kandydat.example/",
            "licences": ["AGPL-3.0"],
            "description": "Cudze słowa.",
            "tags": ["Polls and Events"],
            "own_server": True,
        }
    )


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    page = factory.SubFactory(ArticlePageFactory)
    submitted_by = factory.SelfAttribute("page.author")
    revision = factory.LazyAttribute(lambda o: latest_revision(o.page))
    digest = factory.LazyAttribute(lambda o: digest_of(o.revision))


class OutsideReviewFactory(DjangoModelFactory):
    """A reviewer whose link holds; `token` opens it."""

    class Meta:
        model = OutsideReview

    submission = factory.SubFactory(SubmissionFactory)
    name = "Halina Postaw"
    email = factory.Sequence(lambda n: f"halina{n}@prawo.example")
    email_key = factory.SelfAttribute("email")
    token_hash = factory.Sequence(lambda n: hashlib.sha256(review_token(n).encode()).hexdigest())
    digest = factory.SelfAttribute("submission.digest")
    invited_by = factory.SelfAttribute("submission.submitted_by")
    expires_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(days=14))


def review_token(number):
    """A link of ours, the same for the same number."""
    return signing.Signer(salt=SALT, sep=".").sign(f"link-{number}")


class ReviewCommentFactory(DjangoModelFactory):
    class Meta:
        model = ReviewComment

    review = factory.SubFactory(OutsideReviewFactory)
    words = "Podajcie przepis."
    digest = factory.SelfAttribute("review.digest")


class SentTextFactory(DjangoModelFactory):
    """A text in Markdown on its way in."""

    class Meta:
        model = SentText

    name = "haslo.md"
    content = "# Hasła\n\nJedno hasło na konto.\n\n## Krok po kroku\n\n1. Spiszcie konta.\n".encode()
    sent_by = factory.LazyFunction(editor)


class ReadCountFactory(DjangoModelFactory):
    class Meta:
        model = ReadCount

    page = factory.SubFactory(ArticlePageFactory, published=True)
    title = factory.SelfAttribute("page.title")
    programme = factory.SelfAttribute("page.programme")
    happened_on = factory.LazyFunction(clock.today)
    kind = ReadCount.Kind.READ
    referrer = Referrer.DIRECT
    times = 3


class DayMarkFactory(DjangoModelFactory):
    class Meta:
        model = DayMark

    mark = factory.Sequence(lambda n: f"{n:032x}")
    happened_on = factory.LazyFunction(clock.today)


class UsefulAnswerFactory(DjangoModelFactory):
    class Meta:
        model = UsefulAnswer

    page = factory.SubFactory(ArticlePageFactory, published=True)
    is_useful = True


class ReaderWordsFactory(DjangoModelFactory):
    class Meta:
        model = ReaderWords

    page = factory.SubFactory(ArticlePageFactory, published=True)
    is_useful = False
    words = "Brakuje przykładu dla małej grupy."


class OutsideLinkFactory(DjangoModelFactory):
    """One that leads nowhere; `on`: the page that has it."""

    class Meta:
        model = OutsideLink
        skip_postgeneration_save = True

    address = factory.Sequence(lambda n: f"https://nie-ma.example/{n}")
    key = factory.LazyAttribute(lambda o: key_of(o.address))
    fault = OutsideLink.Fault.GONE
    status = 404
    fails = 2

    @factory.post_generation
    def on(self, create, page, **kwargs):
        if page is not None:
            self.pages.add(page.pk)


class LinkWatchFactory(DjangoModelFactory):
    class Meta:
        model = LinkWatch

    pk = 1
    is_on = True


class LibraryTextFactory(DjangoModelFactory):
    class Meta:
        model = LibraryText

    key = factory.Sequence(lambda n: f"poradniki/tekst-{n}")
    page = factory.SubFactory(ArticlePageFactory)
