"""Pictures, films and share pictures of texts: sent as what they are, under addresses that keep what they show."""

import re
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.documents.models import Document

from osnowa.knowledge import queries
from osnowa.knowledge.blocks import CAPTION_ENDINGS, FILM_ENDINGS
from osnowa.knowledge.queries import about
from osnowa.lib import share_pictures

FOREVER = "public, max-age=31536000, immutable"
PICTURES = {".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}
FILMS = {"mp4": "video/mp4", "webm": "video/webm", "vtt": "text/vtt; charset=utf-8"}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
PIECE = 2 * 1024**2  # bytes of a film in one answer: a browser asks on while somebody watches


@require_safe
def picture(_request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture in one of its widths. Its name is of chance, so a draft's picture is known to its editors only."""
    kind = PICTURES.get(PurePosixPath(name).suffix)
    if kind is None:
        raise Http404
    try:
        with default_storage.open(f"images/{name}") as opened:
            content = opened.read()
    except FileNotFoundError as gone:
        raise Http404 from gone
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": FOREVER})


@require_safe
def recording(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """A film of ours or its captions, piece by piece where the browser asks for a piece (Safari always does)."""
    document = Document.objects.filter(pk=document_id).first()
    ending = str(document.file_extension).lower() if document else ""
    if document is None or ending not in (*FILM_ENDINGS, *CAPTION_ENDINGS):
        raise Http404
    try:
        opened = document.file.open("rb")
        size = document.file.size
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = FILMS[ending]
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()):
        return FileResponse(opened, content_type=kind, headers={"Accept-Ranges": "bytes"})
    first, last = asked.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) if first and last else size - 1, size - 1, start + PIECE - 1)
    with opened:
        if start > end:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        opened.seek(start)
        piece = opened.read(end - start + 1)
    return HttpResponse(
        piece,
        status=206,
        content_type=kind,
        headers={"Accept-Ranges": "bytes", "Content-Range": f"bytes {start}-{end}/{size}"},
    )


@require_safe
def share_picture(_request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """What other sites show beside a link to a text. Drawn once; an address made up by somebody draws nothing."""
    page = queries.text_named(page_id)
    if page is None or not page.live:
        raise Http404
    words = about.words_of_share_picture(page)
    if digest != share_pictures.digest(*words):
        raise Http404
    name = f"share/{digest}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            content = kept.read()
    else:
        content = share_pictures.draw(*words)
        default_storage.save(name, ContentFile(content))
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": FOREVER})
