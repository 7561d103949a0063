from pathlib import Path
from typing import Any

from django.core.management.commands import check
from django.db import connection

from osnowa.project import checks


class Command(check.Command):
    """Django's checks of settings and code; then, where an installation is there already, of its database."""

    help = "Says what is wrong with settings, code and database, and how to mend it."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        whole = not app_labels and not options.get("tags") and not options.get("list_tags")
        prepared = connection.vendor != "sqlite" or Path(str(connection.settings_dict["NAME"])).exists()
        if whole and prepared:
            checks.refuse_absent_database()
            checks.refuse_damaged_database()
            checks.refuse_old_tables()
