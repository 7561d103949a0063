from django.utils.translation import gettext_lazy as _

from osnowa.knowledge.models.reviewed import ReviewedPage, text_panels


class ArticlePage(ReviewedPage):
    """A text that teaches one thing."""

    personal_data = {
        "byline": "the person's name is taken out, in every revision as well",
        "author": "kept: the account's row is blanked",
    }

    shelf_slug = "artykuly"
    parent_page_types = ["knowledge.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "knowledge/text_page.html"
    page_description = _("Teaches one thing, in a few hundred words.")
    content_panels = text_panels()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
