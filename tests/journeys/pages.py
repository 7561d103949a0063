"""Which pages there are in the demonstration, by the rows of the permission matrix, and who may open each."""

import re

from django.test import Client
from django.urls import reverse

from osnowa.knowledge.models import ArticlePage, NewsPage, ToolPage
from osnowa.workshops.models import Enrolment
from tests.architecture.permission_matrix import ROWS
from tests.architecture.permission_matrix.shapes import (
    COORDINATOR,
    EDITOR,
    EVALUATOR,
    MEMBER,
    MENTOR,
    PARTICIPANT,
    TRAINER,
    VOLUNTEER,
)
from tests.architecture.test_permission_matrix import url_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NO_PAGES = re.compile(
    r"\.(csv|xlsx|zip|pdf|ics|xml|txt|webmanifest|json|js|atom|png|svg|webp)$|/materialy/\d+/$|/html/$|/0/$|/plik/$"
    r"|podpowiedzi/$|/dowod/\d+/$|/dowody/\d+/$|/podglad/\d+/$|/podglad/list/$|/skany/\d+/$|/postep/$|/stan/$"
    r"|/kanal/|/pobierz/|/(?:csv|xlsx|pdf)/$"
)
LED_ELSEWHERE = {
    "write_news",
    "portal:demonstration_door",
    "spreading:go",
}  # the first leads into Wagtail's own editor
ROLES = (TRAINER, MENTOR, VOLUNTEER, EDITOR, EVALUATOR)  # of the team, beside the coordinator


def is_for_members(row):
    return row.get is not None and MEMBER in row.get and COORDINATOR not in row.get


def pages_of_members(things):
    """What only a member of the organisation may open."""
    for row in ROWS:
        if is_for_members(row) and not NO_PAGES.search(url := url_of(row, things)):
            yield url


def pages_of_role(things, role):
    """What a role of the team may open and the coordinator, who has looked at the rest, may not; its own first page;
    and what is the viewer's very own.
    """
    yield reverse("portal:dashboard", args=[things.programme.slug])
    for row in ROWS:
        if row.get is None or role not in row.get or row.get & {COORDINATOR, PARTICIPANT}:
            continue
        if row.name in LED_ELSEWHERE:
            continue
        if not NO_PAGES.search(url := url_of(row, things)):
            yield url
    slug, talk, log = things.programme.slug, things.own_consultation.pk, things.own_log.pk
    if role == MENTOR:
        yield reverse("support:consultation", args=[slug, talk])
        yield reverse("support:consultation_change", args=[slug, talk])
    if role == VOLUNTEER:
        yield reverse("support:work_log", args=[slug, log])
        yield reverse("support:hours_change", args=[slug, log])


def asked_by(things, viewers):
    """(address, who asks for it), each address once for each viewer."""
    for who in viewers:
        if who == COORDINATOR:
            found = pages(things)
        else:
            found = pages_of_members(things) if who == MEMBER else pages_of_role(things, who)
        for url in dict.fromkeys(found):
            yield url, who


def pages(things):
    """Every address of the matrix that answers a GET with a page, and some that need a person's link."""
    for row in ROWS:
        if row.get is None or is_for_members(row):
            continue
        if row.get and COORDINATOR not in row.get:  # of one role only: pages_of_role
            continue
        if (
            row.name
            in LED_ELSEWHERE
            | {
                "account_signup",
                "ui:parts",
                "workshops:enrolment_received",
                "support:consultation_change",  # its mentor's, and its volunteer's: pages_of_role
                "support:hours_change",
                "workshops:presence",  # a code that has gone out answers 410: tests/workshops/test_presence_pages.py
            }
        ):
            continue
        if row.name.startswith(("mfa_", "portal:recovery")) and row.name != "mfa_activate_totp":
            continue
        url = url_of(row, things)
        if not NO_PAGES.search(url):
            yield url
    yield reverse("workshops:cycle", args=[things.programme.slug, things.open_cycle.slug])
    for state in Enrolment.State.values:
        enrolment = Enrolment.objects.filter(state=state, cycle__programme=things.programme).last()
        if enrolment:
            yield reverse("workshops:enrolment", args=[enrolment.token])
    yield "/wiedza/aktualnosci/"
    yield "/wiedza/?q=haslo"
    for kind in (NewsPage, ArticlePage, ToolPage):
        yield kind.objects.live().first().url
    yield "/nie-ma-takiej-strony/"


def signed_in(things, who):
    client = Client()
    client.force_login(things.account_of(who), backend=BACKEND)
    return client
