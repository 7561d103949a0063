"""Real processes over HTTP, on the kind of database that the tests run on."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings

from benchmarks.servers import Scratch


@pytest.fixture(scope="session")
def database_kind() -> str:
    """What `benchmarks` take as --database: the scratch database is made beside the one of the tests."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return "sqlite"
    return os.environ["DATABASE_URL"]


@pytest.fixture(scope="session")
def scratch(database_kind) -> Iterator[Scratch]:
    """One installation for all tests of this folder: each asks for a cycle of its own."""
    with Scratch(database_kind, copied=True) as opened:
        yield opened
