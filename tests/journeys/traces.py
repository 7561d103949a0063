"""Everything that a database says, and where in it somebody can still be found."""

import base64
import json

from django.apps import apps
from django.contrib.sessions.models import Session

from osnowa.lib.models import OutgoingMail
from osnowa.people.rules import names


def words_of(person, account):
    """Every spelling under which the person could still be found."""
    return {
        person.name,
        names.folded(person.name),
        person.email,
        person.email.casefold(),
        person.phone,
        account.email if account else "",
        account.name if account else "",
    } - {""}


def values():
    """(where, text) of every value in every table of the whole database, and of what is folded up inside some."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed:
            columns = [field.attname for field in model._meta.concrete_fields]
            for row in model._base_manager.values_list(*columns):
                for column, value in zip(columns, row, strict=True):
                    yield f"{model._meta.label}.{column}", json.dumps(value, ensure_ascii=False, default=str)
    for session in Session.objects.all():
        yield "sessions.Session (decoded)", str(session.get_decoded())
    for letter in OutgoingMail.objects.exclude(attachments=[]):
        for attachment in letter.attachments:
            inside = base64.b64decode(attachment["content"]).decode("utf-8", "ignore")
            yield "lib.OutgoingMail.attachments (decoded)", inside


def where_still(words):
    """Table and column of everything that holds one of the words."""
    wanted = [word.casefold() for word in words]
    found = set()
    for where, text in values():
        folded = text.casefold()
        if any(word in folded for word in wanted):
            found.add(where)
    return found
