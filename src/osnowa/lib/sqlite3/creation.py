from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import creation


class DatabaseCreation(creation.DatabaseCreation):
    """A test database takes its line along when it goes."""

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> Any:
        super()._destroy_test_db(test_database_name, verbosity)
        Path(f"{test_database_name}-line").unlink(missing_ok=True)
