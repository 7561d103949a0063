"""Texts as files: an editor sends one and makes a draft of it; a reader takes one home."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.knowledge import actions, documents, queries
from osnowa.knowledge.exchange import (
    Imported,
    Written,
    outline,
    read_file,
    write_epub,
    write_markdown,
    written,
)
from osnowa.knowledge.forms import DraftForm, SentTextForm
from osnowa.knowledge.models import ReadCount, SentText
from osnowa.knowledge.permissions import for_editors
from osnowa.knowledge.views.noting import note_reader
from osnowa.lib import made_files, text
from osnowa.lib.errors import RuleBroken

LAYOUT = 1  # one more whenever what is written out looks different: readers' copies are old then
FOR_A_WHILE = "public, max-age=600"


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """The file is read at once, so that what cannot be read is never kept."""
    form = SentTextForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name, content = text.clean(PurePath(file.name).name), file.read()
        try:
            read_file(name, content)
            sent = actions.keep_text(name, content, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect("knowledge:sent_text", sent.pk)
    return render(request, "knowledge/send_text.html", {"form": form})


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def sent_text(request: HttpRequest, sent_id: int) -> HttpResponse:
    """What was read of a file. Posted: `deed` = draft or drop."""
    sent = get_object_or_404(SentText, pk=sent_id)
    if sent.page_id is not None:  # a second press: the first one has done it
        return redirect("wagtailadmin_pages:edit", sent.page_id)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    if deed == "drop":
        actions.drop_text(sent, by=request.user)
        messages.success(request, _("The file is forgotten. Nothing was made of it."))
        return redirect("knowledge:texts")
    try:
        found = read_file(sent.name, bytes(sent.content))
    except RuleBroken as refusal:  # it was read once: only a row without its file comes here
        messages.error(request, str(refusal.message))
        return redirect("knowledge:send_text")
    form = DraftForm(request.POST if deed == "draft" else None, initial={"kind": _likely_kind(found)})
    if deed == "draft" and form.is_valid():
        try:
            page = actions.make_draft(sent, found, form.cleaned_data["kind"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("The draft is made. Look at it, and give it for approval when it is ready.")
            )
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"sent": sent, "found": found, "blocks": outline(found), "form": form}
    return render(request, "knowledge/sent_text.html", context)


def _likely_kind(found: Imported) -> str:
    """What the file says; else a guide where it has steps, and an article where it has none."""
    said = {"event": "eventreport"}.get(found.kind, found.kind)
    if said and said != "news":
        return f"{said}page"
    return "guidepage" if any(part["type"] == "steps" for part in found.parts) else "articlepage"


# What a reader takes home


@require_safe
def download(request: HttpRequest, page_id: int, ending: str) -> HttpResponse:
    """A published text, or a collection with its texts, as PDF, EPUB or Markdown; "not modified" for who has it."""
    page = queries.text_to_take(page_id)
    if page is None or ending not in MAKERS:
        raise Http404
    stamp = hashlib.sha256(repr((LAYOUT, settings.BASE_URL, queries.stamps_of(page))).encode()).hexdigest()[
        :32
    ]
    etag = f'"{stamp}-{ending}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            content = made_files.kept_or_made(
                request, f"text-{stamp}-{ending}", lambda: MAKERS[ending](written(page))
            )
        except (made_files.TooMany, made_files.Busy) as error:
            return made_files.refusal(request, error)
        end, kind = _kind_of(content, ending)
        answer = HttpResponse(content, content_type=kind)
        answer.headers["Content-Disposition"] = f'attachment; filename="{page.slug}.{end}"'
        note_reader(request, page.pk, ReadCount.Kind.DOWNLOAD, ending)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = FOR_A_WHILE
    answer.headers["Link"] = f'<{settings.BASE_URL}{page.url}>; rel="canonical"'
    return answer


def _kind_of(content: bytes, ending: str) -> tuple[str, str]:
    """Ending and type of what was made: Markdown with pictures is a package."""
    if ending == "md" and content.startswith(b"PK\x03\x04"):
        return "zip", "application/zip"
    return ending, KINDS[ending]


def _markdown(page: Written) -> bytes:
    """One file; with pictures, a package that can be sent back as it is."""
    words = write_markdown(page).encode()
    pictures = page.pictures()
    if not pictures:
        return words
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tekst.md", words)
        for shown in pictures:
            archive.writestr(f"obrazy/{shown.name}", shown.drawn.content, zipfile.ZIP_STORED)
    return package.getvalue()


MAKERS: dict[str, Callable[[Written], bytes]] = {
    "pdf": documents.text_paper,
    "epub": write_epub,
    "md": _markdown,
}
KINDS = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "md": "text/markdown; charset=utf-8",
}
