"""The lock comes first, the constraint is the proof.

SQLite takes its one write lock when a transaction begins (transaction_mode=IMMEDIATE), so nothing is left to do there.
PostgreSQL locks the row, or a number made of words (advisory lock, released at the end of the transaction).
"""

import hashlib
from typing import TypeVar

from django.conf import settings
from django.db import connection, models

M = TypeVar("M", bound=models.Model)

# Set by the race tests only, to show that the race is real where the lock is off. Never in production (settings).
OFF = settings.LOCKS_OFF_TO_SHOW_THE_RACE


def lock(row: M) -> M:
    """Lock a row until the end of the transaction and return it read afresh.

    Raises the model's DoesNotExist where it is gone. Must run inside `transaction.atomic`.
    Lock several rows in the order of their ids, or two transactions will wait for each other.
    """
    # `__class__`, because type() of request.user is a lazy wrapper; `_base_manager` sees every row, whatever is hidden
    manager = row.__class__._base_manager  # noqa: SLF001
    if OFF:
        return manager.get(pk=row.pk)
    return manager.select_for_update(of=("self",)).get(pk=row.pk)


def lock_words(*words: object) -> None:
    """Lock a thing that has no row yet (a name, a number) until the end of the transaction."""
    if connection.vendor != "postgresql" or OFF:
        return
    digest = hashlib.sha256("\x1f".join(map(str, words)).encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
