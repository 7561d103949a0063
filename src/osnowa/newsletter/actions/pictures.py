"""A picture at the head of an issue, or beside one of its items."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images.models import Image, SourceImageIOError
from wagtail.models import Page

from osnowa.knowledge.actions import keep_picture
from osnowa.knowledge.models.pictures import draw_for_letters
from osnowa.knowledge.queries.pictures import TextPicture, lead_picture
from osnowa.knowledge.rules import says_what_is_seen
from osnowa.lib import text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.newsletter.actions.drafts import locked_draft, note_change
from osnowa.newsletter.models import Issue, IssueItem
from osnowa.newsletter.queries.pictures import picture_of_text, pictures_to_choose
from osnowa.newsletter.rules import pictures as rules


@transaction.atomic
def put_picture(
    where: Issue | IssueItem,
    chosen: int | bytes,
    *,
    alt: str = "",
    credit: str = "",
    is_decoration: bool = False,
    by: Any,
) -> None:
    """Show a picture there, in place of the one that was there.

    `chosen`: the number of one that readers of the site see (`pictures_to_choose`), or a file sent now (JPEG or PNG;
    kept without what the camera wrote into it). `alt`, `credit`: left empty, the words of the text in which it stands
    are taken. `is_decoration`: nothing has to be said about it. Raises RuleBroken: "frozen", "picture" (none of those),
    "alt" (nobody says what is seen), "lost" (its file is gone), and of a file "kind", "big" (field "file").
    """
    issue, where = _in_hand(where)
    known = _known(where, chosen) if isinstance(chosen, int) else None
    is_same = known is not None and known.picture_id == where.picture_id
    said = rules.description(
        alt, is_same=is_same, before=where.picture_alt, known=known.alt if known is not None else ""
    )
    if not is_decoration and not says_what_is_seen(said):
        raise RuleBroken(
            _(
                "Write in one sentence what is seen in the picture, for people who cannot see it. If it only "
                "decorates, tick that."
            ),
            code="alt",
            field="alt",
        )
    made = rules.description(
        credit, is_same=is_same, before=where.picture_credit, known=known.credit if known is not None else ""
    )
    picture = (
        _kept(chosen, said or issue.title, by)
        if isinstance(chosen, bytes)
        else Image.objects.get(pk=chosen)  # it was found just now
    )
    _show(where, picture, "" if is_decoration else said, made, is_decoration=is_decoration)
    where.save()
    note_change(issue, by, "picture")


@transaction.atomic
def take_picture_of_text(item: IssueItem, *, by: Any) -> None:
    """Show the first picture of the text that the item tells about, in its words. Twice is once.

    Raises RuleBroken as `put_picture`.
    """
    own = picture_of_text(item)
    if own is None:
        raise RuleBroken(_("This text has no picture."), code="picture", field="picture")
    put_picture(item, own.picture_id, by=by)


@transaction.atomic
def remove_picture(where: Issue | IssueItem, *, by: Any) -> None:
    """The picture is shown no more; it stays where it comes from. Twice is once. Raises RuleBroken: "frozen"."""
    issue, where = _in_hand(where)
    if where.picture_id is None:
        return
    where.picture, where.picture_alt, where.picture_credit = None, "", ""
    where.picture_is_decoration = False
    where.save()
    note_change(issue, by, "picture removed")


def take_pictures_of_texts(items: Iterable[IssueItem]) -> None:
    """Inside a deed: each text brings its first picture along, where an editor said what is seen in it."""
    texts = {item.page_id: item for item in items if item.page_id}
    for page in Page.objects.filter(pk__in=texts).specific():
        own = lead_picture(page)
        picture = Image.objects.filter(pk=own.picture_id).first() if own is not None else None
        if own is None or picture is None or not says_what_is_seen(own.alt):
            continue
        item = texts[page.pk]
        try:
            _show(item, picture, text.clean(own.alt), text.clean(own.credit), is_decoration=False)
        except RuleBroken:
            continue  # its file is lost: the item stands without
        item.save()


def _in_hand(where: Issue | IssueItem) -> tuple[Issue, Issue | IssueItem]:
    """The draft, locked, and what shows the picture: the draft itself or one of its items."""
    if isinstance(where, Issue):
        issue = locked_draft(where)
        return issue, issue
    issue = locked_draft(where.issue)
    return issue, lock(where)


def _known(where: Issue | IssueItem, chosen: int) -> TextPicture:
    known = {one.picture_id: one for one in pictures_to_choose(where)}
    if chosen not in known:
        raise RuleBroken(
            _("This picture is not on the site any more. Choose another one."),
            code="picture",
            field="picture",
        )
    return known[chosen]


def _kept(content: bytes, title: str, by: Any) -> Image:
    try:
        return keep_picture(content, title=title, by=by)
    except RuleBroken as refusal:
        raise RuleBroken(str(refusal.message), code=refusal.code, field="file") from refusal


def _show(where: Issue | IssueItem, picture: Image, alt: str, credit: str, *, is_decoration: bool) -> None:
    try:
        draw_for_letters(picture)
    except SourceImageIOError as error:
        raise RuleBroken(
            _("The file of this picture is lost. Choose another one."), code="lost", field="picture"
        ) from error
    where.picture, where.picture_alt, where.picture_credit = picture, alt[:250], credit[:200]
    where.picture_is_decoration = is_decoration
