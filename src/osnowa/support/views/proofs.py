"""A proof leaves the house as a download only: never opened in the page, never under a name that anybody may guess."""

from pathlib import PurePosixPath

from django.http import Http404, HttpResponse

from osnowa.lib import files
from osnowa.support.models import Adoption


def proof_download(adoption: Adoption, stage: int) -> HttpResponse:
    """The file of one stage, whole (it is small by rule). Raises Http404 where there is none, or the disk lost it."""
    row = adoption.stages.filter(pk=stage).exclude(proof_file="").first()
    if row is None:
        raise Http404
    try:
        with row.proof_file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = files.BY_ENDING.get(PurePosixPath(row.proof_name).suffix)
    response = HttpResponse(content, content_type=kind.type if kind else "application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.proof_name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
