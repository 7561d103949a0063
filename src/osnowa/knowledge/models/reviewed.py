"""What all texts but news have in common: who wrote it, under which licence, and that nobody publishes alone."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, PageChooserPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PagePermissionTester, Revision
from wagtail.rich_text import get_text_for_indexing

from osnowa.knowledge import rules
from osnowa.knowledge.blocks import ChosenPages, TextParts, refusals
from osnowa.knowledge.models.findable import Findable
from osnowa.knowledge.models.submission import Submission, digest_of
from osnowa.knowledge.models.text_form import TextForm
from osnowa.lib import text
from osnowa.programme.models import Programme


class NotApproved(PermissionDenied):
    """A text that no second person approved was about to go live. Whatever door it came through answers 403."""


class Topic(models.TextChoices):
    MANAGEMENT = "management", pgettext_lazy("topic", "running an organisation")
    COMMUNICATION = "communication", pgettext_lazy("topic", "communication")
    COOPERATION = "cooperation", pgettext_lazy("topic", "working together")
    COWORKING = "coworking", pgettext_lazy("topic", "shared office")


class FourEyes(PagePermissionTester):
    """Wagtail's question "may this person publish?" is answered no, for everybody; taking down is for whoever edits."""

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return bool(self.page.live and self.can_edit() and not self.page_locked())


class ReviewedPage(Findable, Page):
    """A text that goes live only after a second person approved exactly this revision (decision 11).

    Two locks: Wagtail's permission tester never offers publishing, and `save` refuses a live page whose live revision
    has no approval, so that schedules, bulk deeds, copies and code of tomorrow meet the same wall.
    """

    lead = models.CharField(
        _("in short"), max_length=300, help_text=_("One or two sentences: what the reader gains.")
    )
    body = RichTextField(
        pgettext_lazy("knowledge", "text"),
        blank=True,
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"],
        help_text=_("The text, or its opening where more parts follow below."),
    )
    parts = StreamField(
        TextParts(),
        verbose_name=_("more parts"),
        blank=True,
        help_text=_("Steps, tips, pictures, films, comparisons, files: in the order in which they are read."),
    )
    summary_en = models.TextField(
        _("summary in English"),
        max_length=600,
        blank=True,
        help_text=_("A few sentences for readers without Polish."),
    )
    competences = models.CharField(
        _("digital competences"),
        max_length=120,
        blank=True,
        help_text=_("What a reader learns, by the codes of DigComp."),
    )
    related = StreamField(
        ChosenPages(),
        verbose_name=_("read next"),
        blank=True,
        help_text=_("Left empty, texts of the same topic and competences are shown."),
    )
    translation_of = models.ForeignKey(
        Page,
        verbose_name=_("translation of"),
        help_text=_("The text in the language in which it was written first."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    topic = models.CharField(_("topic"), max_length=14, choices=Topic, default=Topic.MANAGEMENT)
    language = models.CharField(
        _("language of the text"),
        max_length=2,
        choices=[("pl", _("Polish")), ("en", _("English"))],
        default="pl",
    )
    byline = models.CharField(
        _("author"),
        max_length=200,
        blank=True,
        help_text=_("As readers see it. Several people: separated by commas."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    licence = models.CharField(
        _("licence of the text"), max_length=12, choices=rules.LICENCE_CHOICES, default="cc-by-4.0"
    )
    published_on = models.DateField(null=True, editable=False)
    review_on = models.DateField(
        _("check again on"), null=True, blank=True, help_text=_("The day by which somebody reads it again.")
    )
    confirmed_on = models.DateField(null=True, editable=False)  # somebody said that it is still true
    reminded_for = models.DateField(null=True, editable=False)  # the due day for which the owner was asked
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        help_text=_("The text counts in this programme's figures. Empty: it counts in none."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"is_public": True},
    )
    is_example = models.BooleanField(_("invented for the demonstration"), default=False, editable=False)
    search_title = models.CharField(max_length=400, editable=False, db_index=True, default="")
    search_text = models.TextField(editable=False, default="")

    shelf_slug = ""  # of the shelf's address; each kind says its own
    base_form_class = TextForm
    show_in_menus_default = False
    settings_panels: list[Panel] = []  # no schedule: a text goes live when it is approved
    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]

    class Meta:
        abstract = True

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """Polish letters keep their base letter: Django's slugify drops ł."""
        return super()._get_autogenerated_slug(text.slug(self.title) or base_slug)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return FourEyes(user, self)

    def with_content_json(self, content: Any) -> "ReviewedPage":
        """The first day of publication, and who was asked when, belong to the page, not to a revision."""
        page = super().with_content_json(content)
        page.published_on = self.published_on
        page.confirmed_on, page.reminded_for = self.confirmed_on, self.reminded_for
        page.go_live_at = page.expire_at = None
        return page

    def save_revision(
        self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any
    ) -> Revision:
        """What was given to others is never written over while somebody types on: a new revision begins."""
        if overwrite_revision is not None and Submission.objects.filter(revision=overwrite_revision).exists():
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def texts_to_find(self) -> list[str]:
        """Plain texts beside the title in which readers search."""
        return [
            self.lead,
            get_text_for_indexing(self.body),
            *self.texts_of_parts(),
            self.summary_en,
            self.byline,
        ]

    def texts_of_parts(self) -> list[str]:
        return [
            get_text_for_indexing(text) for text in self.parts.stream_block.get_searchable_content(self.parts)
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.live = False  # copies and pages made by code begin as drafts as well
        if self.alias_of_id is not None:
            raise NotApproved("An article or a tool has no aliases.")
        if self.live and not is_approved(self.live_revision):
            raise NotApproved("No second person approved this text.")
        self.search_title = f" {text.fold(self.title)}"[:400]
        self.search_text = f" {text.fold(' '.join(self.texts_to_find()))}"
        super().save(*args, **kwargs)

    def lacks(self) -> list[str]:
        """What is missing before others may read it, each in one sentence; a kind adds what it needs itself."""
        missing = []
        if not text.clean(get_text_for_indexing(self.body)) and not len(self.parts):
            missing.append(_("Write the text."))
        try:
            self.parts.stream_block.clean(self.parts)
        except ValidationError as error:
            missing += refusals(error, self.parts)
        return [str(one) for one in missing]

    def pages_beside(self) -> list[int]:
        """Numbers of the pages that an editor put beside this one, in their order."""
        return [int(one["value"]) for one in self.related.raw_data if one["value"]]

    @property
    def competence_codes(self) -> list[str]:
        return rules.competences_in(self.competences)

    @property
    def due_on(self) -> dt.date | None:
        """The day by which somebody reads it again."""
        return rules.due_on(self.review_on, self.confirmed_on)

    @property
    def address(self) -> str:
        """The whole address under which it is cited."""
        return settings.BASE_URL + self.read_at

    @property
    def read_at(self) -> str:
        """The path under which readers find it: said without asking for the tree of pages."""
        return f"/wiedza/{self.shelf_slug}/{self.slug}/"

    @property
    def licence_deed(self) -> rules.Licence:
        return rules.LICENCES[self.licence]


def is_approved(revision: Revision | None) -> bool:
    """Did a second person approve exactly what this revision says?"""
    return (
        revision is not None
        and Submission.objects.filter(
            revision=revision, digest=digest_of(revision), state=Submission.State.APPROVED
        ).exists()
    )


TRANSLATABLE = [
    "knowledge.ArticlePage",
    "knowledge.GuidePage",
    "knowledge.StoryPage",
    "knowledge.ToolPage",
    "knowledge.EventReportPage",
    "knowledge.CollectionPage",
]


def text_panels(*between: Panel, after: tuple[Panel, ...] = ()) -> list[Panel]:
    """The editor's form, the same order for every kind; `between`: what a kind adds after the lead, `after`: after the
    parts.
    """
    return [
        *Page.content_panels,
        FieldPanel("lead"),
        *between,
        FieldPanel("body"),
        FieldPanel("parts"),
        *after,
        FieldPanel("topic"),
        FieldPanel("competences"),
        FieldPanel("byline"),
        FieldPanel("licence"),
        FieldPanel("language"),
        FieldPanel("summary_en"),
        FieldPanel("programme"),
        FieldPanel("review_on"),
        FieldPanel("related"),
        PageChooserPanel("translation_of", page_type=TRANSLATABLE),
    ]
