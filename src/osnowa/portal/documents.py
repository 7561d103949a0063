"""Papers and archives of the front door."""

import io
import json
import zipfile

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import pgettext

from osnowa.people.models import Person
from osnowa.portal import privacy, queries
from osnowa.workshops.documents import certificate
from osnowa.workshops.queries.certificates import certificates_of_person

MOST_PAPERS = 60


def personal_archive(person: Person, language: str) -> bytes:
    """All that is kept about a person, as a ZIP: data.json for machines, index.html for reading, and their papers."""
    kept = io.BytesIO()
    with translation.override(language), zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "data.json", json.dumps(privacy.export(person), ensure_ascii=False, indent=2, default=str)
        )
        papers = list(certificates_of_person(person)[:MOST_PAPERS])
        files = []
        for paper in papers:
            name = pgettext("file", "certificates") + f"/{paper.number.replace('/', '-')}.pdf"
            archive.writestr(name, certificate(paper))
            files.append(name)
        page = render_to_string(
            "portal/personal_archive.html",
            {"person": person, "nodes": queries.data_in_words(person), "files": files, "language": language},
        )
        archive.writestr("index.html", page)
    return kept.getvalue()
