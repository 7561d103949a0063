import shutil
import subprocess
from collections.abc import Callable

import pytest
from django.conf import settings

# PostgreSQL locks rows and needs no line: there is nothing to test.
collect_ignore = (
    [] if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else ["test_sqlite_line.py"]
)


@pytest.fixture
def poppler() -> Callable[..., str]:
    """Run one of poppler's tools and give back what it says."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is absent: the text of papers cannot be read back")

    def run(*command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return run
