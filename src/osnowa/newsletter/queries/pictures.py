"""Pictures of issues: which can be chosen, and how one looks in a letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.images.models import Image, Rendition
from wagtail.models import Page

from osnowa.knowledge.queries.pictures import TextPicture, lead_picture, pictures_of_texts
from osnowa.knowledge.rules import LETTER_SPEC, PICTURE_SPECS
from osnowa.lib import text
from osnowa.newsletter.models import Issue, IssueItem, Pictured
from osnowa.newsletter.rules import pictures as rules

MOST_SHOWN = 24


@dataclass(frozen=True)
class PictureShown:
    """`url`: one for all readers. `width`, `height`: as it is shown, in pixels. `alt`: empty where it decorates.

    `name`: of its file in the store.
    """

    url: str
    width: int
    height: int
    alt: str
    credit: str
    name: str

    @property
    def words(self) -> str:
        """What the text part of a letter says in its place; empty where there is nothing to say."""
        return f"{self.alt} ({self.credit})" if self.alt and self.credit else self.alt or self.credit


def shown_pictures(rows: Iterable[Pictured]) -> dict[int, PictureShown]:
    """Key of each row -> its picture in a letter; rows without one, and with one whose file is gone, are left out.

    `rows`: all issues, or all items. One query, none where no row has a picture.
    """
    pictured = {row.pk: row for row in rows if row.picture_id}
    if not pictured:
        return {}
    drawn = {
        one.image_id: one
        for one in Rendition.objects.filter(
            image__in={row.picture_id for row in pictured.values()}, filter_spec=LETTER_SPEC
        )
    }
    return {
        key: _shown(row, drawn[row.picture_id]) for key, row in pictured.items() if row.picture_id in drawn
    }


def _shown(row: Pictured, drawn: Rendition) -> PictureShown:
    width, height = rules.shown_size(drawn.width, drawn.height)
    return PictureShown(
        url=address_of_file(drawn.file.name),
        width=width,
        height=height,
        alt=row.picture_alt,
        credit=row.picture_credit,
        name=drawn.file.name,
    )


def address_of_file(name: str) -> str:
    """The whole address of a picture's file: of this site, the same for everybody, wherever the files are stored."""
    return settings.BASE_URL + reverse("knowledge:picture", args=[PurePosixPath(name).name])


def bytes_of(picture: PictureShown) -> int | None:
    """How heavy the file is; None where it is gone."""
    try:
        return int(default_storage.size(picture.name))
    except (OSError, ValueError):
        return None


def picture_of_text(item: IssueItem) -> TextPicture | None:
    """The first picture of the published text that the item tells about."""
    page = Page.objects.live().filter(pk=item.page_id).specific().first() if item.page_id else None
    return lead_picture(page) if page is not None else None


def pictures_to_choose(where: Issue | IssueItem) -> list[TextPicture]:
    """What readers of the site may see already: the text's own picture first, the one that is shown now, then pictures
    of published texts and of issues that went out, the latest first.
    """
    found = [picture_of_text(where)] if isinstance(where, IssueItem) else []
    if where.picture_id:
        found.append(TextPicture(where.picture_id, where.picture_alt, where.picture_credit, _title_of(where)))
    found += pictures_of_texts()
    for kind, order in ((IssueItem, "-issue__queued_at"), (Issue, "-queued_at")):
        went_out = "issue__queued_at__isnull" if kind is IssueItem else "queued_at__isnull"
        rows = kind.objects.filter(**{went_out: False}, picture__isnull=False).order_by(order, "-pk")  # type: ignore[attr-defined]
        found += [
            TextPicture(row.picture_id or 0, row.picture_alt, row.picture_credit, _title_of(row))
            for row in rows
        ]
    chosen: dict[int, TextPicture] = {}
    for one in found:
        if one is not None:
            chosen.setdefault(one.picture_id, one)
    there = set(Image.objects.filter(pk__in=chosen).values_list("pk", flat=True))
    return [one for one in chosen.values() if one.picture_id in there]


def _title_of(row: Issue | IssueItem) -> str:
    return row.title if isinstance(row, Issue) else row.heading


@dataclass(frozen=True)
class Choice:
    """A picture to be ticked. `thumbnail`: path of a small one, empty where there is none; `width`, `height`: of it."""

    picture: TextPicture
    thumbnail: str
    width: int
    height: int


THUMBNAIL = 120  # pixels


def choices_for(where: Issue | IssueItem, words: str = "") -> tuple[list[Choice], int]:
    """The first MOST_SHOWN of `pictures_to_choose`, and how many there are. `words`: only those whose description or
    text says them all, in any case and without Polish letters.
    """
    wanted = text.fold(words).split()
    found = [
        one
        for one in pictures_to_choose(where)
        if all(word in text.fold(f"{one.alt} {one.title}") for word in wanted)
    ]
    shown = found[:MOST_SHOWN]
    small = {
        one.image_id: one
        for one in Rendition.objects.filter(
            image__in=[one.picture_id for one in shown], filter_spec=PICTURE_SPECS[0]
        )
    }
    return [_choice(one, small.get(one.picture_id)) for one in shown], len(found)


def _choice(picture: TextPicture, small: Rendition | None) -> Choice:
    if small is None:
        return Choice(picture, "", 0, 0)
    path = reverse("knowledge:picture", args=[PurePosixPath(small.file.name).name])
    return Choice(picture, path, THUMBNAIL, max(1, round(small.height * THUMBNAIL / max(small.width, 1))))
