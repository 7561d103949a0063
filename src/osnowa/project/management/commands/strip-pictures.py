"""`osnowa strip-pictures`: photographs kept before Osnowa took place, time and telephone out of them."""
# ruff: noqa: N999  the file is named as the command is typed

from argparse import ArgumentParser
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand
from django.db import models, transaction

from osnowa.lib.pictures import without_metadata
from osnowa.support.models import AdoptionStage
from osnowa.workshops.models import Answer

# Scans of signed lists have been freed of it from the first day, and their checksum stands in the history.
FIELDS: tuple[tuple[type[models.Model], str], ...] = ((AdoptionStage, "proof_file"), (Answer, "file"))


class Command(BaseCommand):
    help = (
        "Takes place, time and the telephone's name out of photographs that people sent earlier (proofs of tools, "
        "answers to forms). The picture itself does not change. May be run again; backups made before still hold "
        "the old files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--look", action="store_true", help="only count, change nothing")

    def handle(self, *args: Any, look: bool, **options: Any) -> None:  # noqa: ARG002
        looked = stripped = unreadable = 0
        for model, field in FIELDS:
            rows = model._default_manager.exclude(**{field: ""}).order_by("pk")  # noqa: SLF001  any model's
            for row in rows.iterator(100):
                looked += 1
                try:
                    stripped += _strip(row, field, look=look)
                except (OSError, ValueError) as error:
                    unreadable += 1
                    self.stderr.write(f"{model.__name__} {row.pk}: left as it is ({type(error).__name__}).")
        done = "would be changed" if look else "changed"
        self.stdout.write(
            f"Files: {looked}, {done}: {stripped}, left because they cannot be read: {unreadable}."
        )


def _strip(row: models.Model, name: str, *, look: bool) -> bool:
    """Keep the picture alone, in a new file; the old one goes once the row points to the new. False: nothing there."""
    file = getattr(row, name)
    old = str(file.name)
    with file.open("rb") as opened:
        content = opened.read()
    alone = without_metadata(content)
    if alone == content:
        return False
    if look:
        return True
    storage = file.storage
    file.save(PurePosixPath(old).name, ContentFile(alone), save=False)
    new = str(file.name)
    with transaction.atomic():
        points = type(row)._default_manager.filter(pk=row.pk, **{name: old}).update(**{name: new})  # noqa: SLF001
    storage.delete(old if points else new)  # somebody took the file away meanwhile: then the new one goes
    return bool(points)
