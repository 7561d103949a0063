"""What a text says about itself: to who cites it, to search engines, to pages that show a link to it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation
from wagtail.rich_text import get_text_for_indexing

from osnowa.knowledge import rules
from osnowa.knowledge.models import (
    BY_KIND,
    CollectionPage,
    EventReportPage,
    GuidePage,
    ReviewedPage,
)
from osnowa.knowledge.queries.reading import Beside


def publisher_of(page: ReviewedPage) -> str:
    """Who answers for the text: the operator of its programme, or the installation."""
    if page.programme is not None and page.programme.is_public:
        return page.programme.operator.name
    return str(settings.WAGTAIL_SITE_NAME)


def citation_of(page: ReviewedPage) -> str:
    """One line to copy: author, year, title, publisher, address, licence."""
    return rules.citation(
        authors=page.byline,
        year=page.published_on.year if page.published_on else None,
        title=page.title,
        publisher=publisher_of(page),
        address=page.address,
        licence=page.licence_deed.name,
    )


def words_of_share_picture(page: ReviewedPage) -> tuple[str, str, str]:
    """Title, the kind of text, and who wrote and published it, in its language: what `lib.share_pictures` draws."""
    with translation.override(page.language):
        kind = str(BY_KIND[type(page)].word)
    return (
        page.title,
        kind[:1].upper() + kind[1:],
        " · ".join(filter(None, (page.byline, publisher_of(page)))),
    )


def steps_of(page: ReviewedPage) -> list[tuple[str, str]]:
    """Title and plain words of every step, in the order of the text."""
    return [
        (step["title"], get_text_for_indexing(str(step["body"].source)) if step.get("body") else "")
        for part in page.parts
        if part.block_type == "steps"
        for step in part.value
    ]


def facts_for_machines(
    page: ReviewedPage, *, picture: str, words: int, picked: Iterable[Beside] = ()
) -> dict[str, Any]:
    """The text as schema.org describes it (JSON-LD). Asks nothing; needs `programme.operator`.

    `picture`: the whole address of the picture that is shown where the text is shared. `words`: of the whole text.
    """
    shelf = BY_KIND[type(page)]
    steps = steps_of(page) if isinstance(page, GuidePage) else []
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": shelf.schema if steps or not isinstance(page, GuidePage) else "Article",
        "headline" if shelf.schema != "HowTo" or not steps else "name": page.title,
        "description": page.lead,
        "url": page.address,
        "inLanguage": page.language,
        "isAccessibleForFree": True,
        "license": page.licence_deed.url,
        "image": picture,
        "wordCount": words,
        "publisher": {"@type": "Organization", "name": publisher_of(page)},
    }
    names = rules.names_in(page.byline)
    if names:
        facts["author"] = [{"@type": "Person", "name": name} for name in names]
    if page.published_on:
        facts["datePublished"] = page.published_on.isoformat()
    if page.last_published_at:
        facts["dateModified"] = page.last_published_at.isoformat()
    if page.competence_codes:
        facts["teaches"] = [
            f"DigComp {code} {rules.competence_name(code, 'en')}" for code in page.competence_codes
        ]
    if steps:
        facts.pop("wordCount")
        facts["step"] = [
            {"@type": "HowToStep", "position": number, "name": name, "text": text or name}
            for number, (name, text) in enumerate(steps, start=1)
        ]
        if getattr(page, "minutes", None):
            facts["totalTime"] = f"PT{page.minutes}M"  # type: ignore[attr-defined]
    if isinstance(page, CollectionPage):
        facts["hasPart"] = [
            {"@type": one.shelf.schema, "name": one.title, "url": settings.BASE_URL + one.address}
            for one in picked
        ]
    if isinstance(page, EventReportPage) and page.happened_on:
        facts["about"] = {
            "@type": "Event",
            "name": page.title,
            "startDate": page.happened_on.isoformat(),
            **({"location": {"@type": "Place", "name": page.place}} if page.place else {}),
        }
    return facts
