"""Texts in and out of files: from Markdown and DOCX to the blocks of a page, and back to Markdown and EPUB."""

from osnowa.knowledge.exchange.markdown_in import read_markdown
from osnowa.knowledge.exchange.shapes import FoundPicture, Imported

__all__ = ["FoundPicture", "Imported", "read_markdown"]
