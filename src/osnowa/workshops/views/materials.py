"""A file leaves the house as a download only: never opened in the page, never under a name that anybody may guess."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpResponseBase, HttpResponseRedirect

from osnowa.lib import files
from osnowa.workshops.models import Material


def material_download(material: Material | None) -> HttpResponseBase:
    """The file, or the way to the link. Raises Http404 where there is none, or the disk lost it."""
    if material is None:
        raise Http404
    if material.link:
        return HttpResponseRedirect(material.link)
    try:
        opened = material.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = files.BY_ENDING.get(PurePosixPath(material.file_name).suffix)
    response = FileResponse(
        opened,
        as_attachment=True,
        filename=material.file_name,
        content_type=kind.type if kind else "application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
