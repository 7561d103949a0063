"""Texts in and out of files: from Markdown and DOCX to the blocks of a page, and back to Markdown and EPUB."""

from osnowa.knowledge.exchange.docx_in import read_docx
from osnowa.knowledge.exchange.epub import write_epub
from osnowa.knowledge.exchange.fields import fill
from osnowa.knowledge.exchange.files_in import MOST_BYTES, read_file
from osnowa.knowledge.exchange.markdown_in import read_markdown
from osnowa.knowledge.exchange.markdown_out import write_markdown
from osnowa.knowledge.exchange.outlines import outline
from osnowa.knowledge.exchange.own_links import with_own_links
from osnowa.knowledge.exchange.pieces import Piece, Shown, Written, written
from osnowa.knowledge.exchange.shapes import FoundPicture, Imported

__all__ = [
    "MOST_BYTES",
    "FoundPicture",
    "Imported",
    "Piece",
    "Shown",
    "Written",
    "fill",
    "outline",
    "read_docx",
    "read_file",
    "read_markdown",
    "with_own_links",
    "write_epub",
    "write_markdown",
    "written",
]
