"""People in tests mean rights (habits.md): Alice coordinates, Tomek trains, Bob is on her team, Charlie must see nothing."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("OSNOWA_MODE", "test")


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data outside the project; tests that need it are skipped, saying so, where it is absent."""
    folder = Path(os.environ.get("OSNOWA_SHARED", "../shared")).resolve() / "data"
    if not folder.is_dir():
        pytest.skip(f"real data absent: {folder} (set OSNOWA_SHARED)")
    return folder
