"""What the database holds, so that a test can say that nothing changed."""

import hashlib

from django.apps import apps
from django.db import connection


def fingerprints(passed_over):
    """Table -> a hash of all its rows as the database has them, without the tables whose labels are passed over."""
    found = {}
    quote = connection.ops.quote_name
    for model in apps.get_models(include_auto_created=True):
        label, meta = model._meta.label_lower, model._meta
        if label in passed_over or not meta.managed:
            continue
        digest = hashlib.sha256()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {quote(meta.db_table)} ORDER BY {quote(meta.pk.column)}")
            for row in cursor:
                digest.update(repr(row).encode())
        found[label] = digest.hexdigest()
    return found
