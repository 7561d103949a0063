"""What a text is made of. What a reader needs who cannot see or hear is asked for here, not hoped for.

The names of the parts and of their fields are what import and export know (knowledge.exchange): they stay.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.widgets import AdminImageChooser

from osnowa.knowledge import rules
from osnowa.knowledge.rules import tables

WRITING = ["bold", "italic", "ol", "ul", "link", "document-link"]
FILM_ENDINGS = ("mp4", "webm")
CAPTION_ENDINGS = ("vtt",)


class PictureChooser(ImageChooserBlock):
    """A picture, chosen or sent here. It is not changed afterwards, so what was approved is what readers see."""

    @cached_property
    def widget(self) -> AdminImageChooser:
        return AdminImageChooser(show_edit_link=False)


class _Picture(blocks.StructBlock):
    """Whatever shows a picture asks for words for who does not see it."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned.get("picture") and not rules.says_what_is_seen(cleaned.get("alt") or ""):
            if self.is_deferred_validation and not cleaned.get("alt"):
                return cleaned  # a draft may wait for it
            raise blocks.StructBlockValidationError(
                block_errors={
                    "alt": ValidationError(
                        _(
                            "Write in one sentence what is seen in the picture, for people who cannot see it. "
                            "The name of a file says nothing."
                        )
                    )
                }
            )
        return cleaned


class StepBlock(_Picture):
    title = blocks.CharBlock(label=gettext_lazy("What to do"), max_length=150)
    body = blocks.RichTextBlock(label=gettext_lazy("How"), features=WRITING, required=False)
    picture = PictureChooser(label=gettext_lazy("Picture"), required=False)
    alt = blocks.CharBlock(
        label=gettext_lazy("What is seen in the picture"), required=False, max_length=rules.LONGEST_ALT
    )

    class Meta:
        icon = "tick"
        label = gettext_lazy("Step")


class TipBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=gettext_lazy("What it is"),
        choices=[
            ("tip", pgettext_lazy("part of a text", "Tip")),
            ("warning", pgettext_lazy("part of a text", "Watch out")),
        ],
        default="tip",
    )
    body = blocks.RichTextBlock(label=pgettext_lazy("part of a text", "Text"), features=WRITING)

    class Meta:
        icon = "help"
        label = gettext_lazy("Tip or warning")
        template = "knowledge/parts/tip.html"


class PictureBlock(_Picture):
    picture = PictureChooser(label=gettext_lazy("Picture"))
    alt = blocks.CharBlock(
        label=gettext_lazy("What is seen in the picture"),
        help_text=gettext_lazy("One sentence for people who cannot see it."),
        max_length=rules.LONGEST_ALT,
    )
    caption = blocks.CharBlock(label=gettext_lazy("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(label=gettext_lazy("Who made it, licence"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = gettext_lazy("Picture")
        template = "knowledge/parts/picture.html"


class VideoBlock(blocks.StructBlock):
    """A film is a link, or a file of ours with captions. Nothing of another house is shown inside our pages."""

    title = blocks.CharBlock(label=gettext_lazy("What the film is about"), required=False, max_length=150)
    address = blocks.URLBlock(
        label=gettext_lazy("Address of the film"),
        help_text=gettext_lazy("Readers get a link. Leave it empty where you choose a file."),
        required=False,
    )
    file = DocumentChooserBlock(label=gettext_lazy("File of the film"), help_text="MP4, WebM", required=False)
    captions = DocumentChooserBlock(
        label=gettext_lazy("Captions"),
        help_text=gettext_lazy("A WebVTT file (.vtt). A film of our own needs it."),
        required=False,
    )
    transcript = blocks.RichTextBlock(
        label=gettext_lazy("What is said and seen"),
        help_text=gettext_lazy("For people who cannot hear or see it, and for who has no time to watch."),
        features=WRITING,
    )

    class Meta:
        icon = "media"
        label = gettext_lazy("Film")
        template = "knowledge/parts/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        address, file, captions = (cleaned.get(name) for name in ("address", "file", "captions"))
        errors: dict[str, ValidationError] = {}
        if address and file:
            errors["address"] = ValidationError(_("Give an address or a file, not both."))
        if file and not _ends(file, FILM_ENDINGS):
            errors["file"] = ValidationError(_("Choose an MP4 or WebM file."))
        if captions and not _ends(captions, CAPTION_ENDINGS):
            errors["captions"] = ValidationError(_("Choose a WebVTT file (.vtt)."))
        if not self.is_deferred_validation:
            if not address and not file:
                errors["address"] = ValidationError(_("Give the film's address, or choose its file."))
            if file and not captions:
                errors["captions"] = ValidationError(
                    _("Add captions (a .vtt file): without them the film is closed to who does not hear.")
                )
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned


def _ends(document: Any, endings: tuple[str, ...]) -> bool:
    return str(document.file_extension).lower() in endings


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(label=gettext_lazy("Words"), max_length=1000, rows=3)
    who = blocks.CharBlock(label=gettext_lazy("Who said it"), required=False, max_length=150)
    source = blocks.CharBlock(label=gettext_lazy("Where"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quotation")
        template = "knowledge/parts/quote.html"


class Comparison(blocks.StructValue):
    """A table as it is shown: `headers`, and `rows` of as many cells."""

    @cached_property
    def headers(self) -> list[str]:
        return next(iter(self._cells), [])

    @cached_property
    def rows(self) -> list[list[str]]:
        return self._cells[1:]

    @cached_property
    def _cells(self) -> list[list[str]]:
        return tables.read_table(self.get("table") or "")


class ComparisonBlock(blocks.StructBlock):
    """A table: the first cell of a row says what the row is about.

    Written as one text, pasted or typed; kept as `caption`, `headers` and `rows`, which import and export know. A
    draft that is no table yet is kept as it was typed, under `table`.
    """

    caption = blocks.CharBlock(label=gettext_lazy("What is compared"), max_length=200)
    table = blocks.TextBlock(
        label=gettext_lazy("Table"),
        rows=8,
        max_length=20_000,
        help_text=gettext_lazy(
            "Paste it from a spreadsheet, or type a row in each line with | or ; between cells. The first line holds "
            "the headings. A new line within a cell: &lt;br&gt;."
        ),
    )

    class Meta:
        icon = "table"
        label = gettext_lazy("Comparison")
        template = "knowledge/parts/comparison.html"
        value_class = Comparison

    def to_python(self, value: Any) -> Any:
        if "table" in value:
            return super().to_python(value)
        rows = [_plain(value.get("headers") or []), *map(_plain, _plain(value.get("rows") or []))]
        table = tables.write_table([[cell or "" for cell in row] for row in rows])
        return super().to_python({"caption": value.get("caption") or "", "table": table})

    def bulk_to_python(self, values: Any) -> Any:
        return [self.to_python(value) for value in values]

    def normalize(self, value: Any) -> Any:
        if isinstance(value, dict) and not isinstance(value, Comparison) and "table" not in value:
            return self.to_python(value)
        return super().normalize(value)

    def get_prep_value(self, value: Any) -> Any:
        cells = tables.read_table(value.get("table") or "")
        if tables.fault_of(cells) is not None:
            return super().get_prep_value(value)
        return {"caption": value.get("caption") or "", "headers": cells[0], "rows": cells[1:]}

    def get_searchable_content(self, value: Any) -> Any:
        cells = tables.read_table(value.get("table") or "")
        return [value.get("caption") or "", *(cell for row in cells for cell in row if cell)]

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        cells = tables.read_table(cleaned.get("table") or "")
        fault = tables.fault_of(cells)
        if fault is not None and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                block_errors={"table": ValidationError(_table_fault(fault, len(cells[0]) if cells else 0))}
            )
        return cleaned


def _plain(listed: Any) -> list[Any]:
    """A list as Wagtail keeps its lists, or as others write it."""
    return [one["value"] if isinstance(one, dict) and "value" in one else one for one in listed]


def _table_fault(fault: tables.Fault, headings: int) -> str:
    said = {
        "row": fault.row,
        "column": fault.column,
        "cells": fault.cells,
        "headings": headings,
        "columns": tables.MOST_COLUMNS,
        "rows": tables.MOST_ROWS,
        "letters": tables.LONGEST_HEADING,
    }
    words = {
        tables.NO_COLUMNS: _(
            "This is no table yet: give at least two headings in the first line, with | or ; between them."
        ),
        tables.NO_ROWS: _("There are headings only. Write at least one row below them."),
        tables.TOO_WIDE: _("%(cells)d columns are too many for a telephone. Leave %(columns)d at the most."),
        tables.TOO_LONG: _("%(cells)d rows are too many. Leave %(rows)d at the most."),
        tables.UNEVEN: _(
            "Row %(row)d below the headings has another number of cells (%(cells)d) than there are headings "
            "(%(headings)d)."
        ),
        tables.NO_HEADING: _("Column %(column)d has no heading. Write one in the first line."),
        tables.LONG_HEADING: _("Shorten the heading of column %(column)d to %(letters)d characters."),
    }
    return words[fault.code] % said


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=gettext_lazy("File"))
    title = blocks.CharBlock(label=gettext_lazy("What it is"), required=False, max_length=150)

    class Meta:
        icon = "doc-full-inverse"
        label = gettext_lazy("File to download")


class TextParts(blocks.StreamBlock):
    """Everything that may follow the opening of a text, in any order."""

    text = blocks.RichTextBlock(
        label=pgettext_lazy("part of a text", "Text"),
        features=["h2", "h3", *WRITING],
        icon="pilcrow",
        template="knowledge/parts/text.html",
    )
    steps = blocks.ListBlock(
        StepBlock(),
        label=gettext_lazy("Steps"),
        icon="list-ol",
        template="knowledge/parts/steps.html",
    )
    tip = TipBlock()
    picture = PictureBlock()
    video = VideoBlock()
    quote = QuoteBlock()
    comparison = ComparisonBlock()
    downloads = blocks.ListBlock(
        DownloadBlock(),
        label=gettext_lazy("Files to download"),
        icon="download",
        template="knowledge/parts/downloads.html",
    )

    class Meta:
        required = False


class ChosenPages(blocks.StreamBlock):
    """Texts of ours that an editor put beside this one."""

    page = blocks.PageChooserBlock(
        label=pgettext_lazy("part of a text", "Text"),
        page_type=[
            "knowledge.GuidePage",
            "knowledge.ArticlePage",
            "knowledge.StoryPage",
            "knowledge.ToolPage",
            "knowledge.EventReportPage",
            "knowledge.CollectionPage",
        ],
    )

    class Meta:
        required = False
        max_num = 6


class CollectionItem(blocks.StructBlock):
    page = blocks.PageChooserBlock(
        label=pgettext_lazy("part of a text", "Text"),
        page_type=[
            "knowledge.GuidePage",
            "knowledge.ArticlePage",
            "knowledge.StoryPage",
            "knowledge.ToolPage",
            "knowledge.EventReportPage",
        ],
    )
    words = blocks.TextBlock(label=gettext_lazy("Why it is here"), required=False, max_length=400, rows=2)

    class Meta:
        icon = "doc-empty"
        label = pgettext_lazy("part of a text", "Text")


class CollectionItems(blocks.StreamBlock):
    item = CollectionItem()

    class Meta:
        required = False
        max_num = 40


def refusals(error: ValidationError, parts: Any) -> Iterator[str]:
    """What is wrong with some parts, each in one sentence that says where: `Part 3 (Film), Captions: Add captions.`

    `error`: of the stream's own `clean`; `parts`: the value that was cleaned.
    """
    for message in getattr(error, "non_block_errors", None) or []:
        yield str(message)
    for number, one in getattr(error, "block_errors", {}).items():
        part = parts[number]
        where = _("Part %(number)d (%(name)s)") % {"number": number + 1, "name": part.block.label}
        for names, message in _inside(one, part.block):
            yield f"{', '.join([where, *names])}: {message}"


def _inside(error: ValidationError, block: Any) -> Iterator[tuple[list[str], str]]:
    """Names of the fields on the way to each refusal, and its words."""
    inner = getattr(error, "block_errors", None)
    if inner is None:
        yield from (([], str(message)) for message in error.messages)
        return
    yield from (([], str(message)) for message in getattr(error, "non_block_errors", None) or [])
    for key, one in inner.items():
        fields = getattr(block, "child_blocks", None)
        child = block.child_block if fields is None else fields[key]
        name = [] if fields is None else [str(child.label)]
        yield from (([*name, *names], message) for names, message in _inside(one, child))
