"""What stands in the masthead and the footer. Lives in the wiring, because it knows every room.

Nothing is asked before a template asks: a public page costs one query at most (which programme is this?), a page of an
anonymous reader touches no session.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from osnowa.coworking.queries.spaces import there_is_an_office
from osnowa.people import permissions as people_permissions
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import may_create_programme, programmes_count, roles_of
from osnowa.programme.queries import programmes_of, public_programmes

WORK, ACCOUNT, OWN = "/praca/", "/konto/", "/moje/"
THEME_COOKIE = "theme"
LAST_PROGRAMME = "programme"  # session key: which programme the team pages were in, for pages shared by all
MOST_CONTACTS = 5
LANGUAGE_NAMES = {"pl": "polski", "en": "English"}

REGISTRY = "people:organisations"  # shared by all programmes: its address names none
# What the team's pages are, in the order of the bar, and whose roles open each.
ROOMS_OF_THE_TEAM: tuple[tuple[str | Promise, str, frozenset[str]], ...] = (
    (
        gettext_lazy("Workshops"),
        "workshops:work_cycles",
        frozenset({Role.COORDINATOR, Role.TRAINER, Role.EVALUATOR}),
    ),
    (gettext_lazy("My sessions"), "learning:trainer", frozenset({Role.TRAINER})),
    (gettext_lazy("Tools"), "support:adoptions", frozenset({Role.COORDINATOR, Role.MENTOR, Role.EVALUATOR})),
    (gettext_lazy("Hours"), "support:hours", frozenset({Role.VOLUNTEER})),
    (gettext_lazy("Office"), "coworking:board", frozenset({Role.COORDINATOR, Role.HOST, Role.EVALUATOR})),
    (gettext_lazy("Cooperation"), "cooperation:work", frozenset({Role.COORDINATOR, Role.EVALUATOR})),
    (
        gettext_lazy("Newsletter"),
        "newsletter:work",
        frozenset({Role.COORDINATOR, Role.EDITOR, Role.EVALUATOR}),
    ),
    (
        gettext_lazy("Spreading"),
        "spreading:record",
        frozenset({Role.COORDINATOR, Role.EDITOR, Role.EVALUATOR}),
    ),
    ("", REGISTRY, frozenset()),
    (gettext_lazy("Indicators"), "reporting:indicators", frozenset({Role.COORDINATOR, Role.EVALUATOR})),
    (gettext_lazy("Reports"), "reporting:reports", frozenset({Role.COORDINATOR, Role.EVALUATOR})),
    (gettext_lazy("Programme"), "programme:overview", frozenset({Role.COORDINATOR})),
)


# Addresses do not change while a process lives, and every page names a dozen of them.
address = lru_cache(maxsize=2000)(reverse)


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool = False
    icon: str = ""
    post: bool = False


class Chrome:
    """Read by ui/base.html. Views set `request.programme` to name the programme they are in,
    and `request.place = "back"` where a work page lies outside /praca/.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.home_url = address("portal:home")
        self.language = get_language() or settings.LANGUAGE_CODE
        self.language_url = address("set_language")
        self.languages = [
            (code, LANGUAGE_NAMES.get(code, code), code == self.language)
            for code, _name in settings.LANGUAGES
        ]
        self.theme = request.COOKIES.get(THEME_COOKIE, "")
        self.theme_url = address("ui:theme")
        self.demonstration = settings.DEMONSTRATION
        self.demonstration_url = address("portal:demonstration") if settings.DEMONSTRATION else ""

    @classmethod
    def of(cls, request: HttpRequest) -> SimpleLazyObject:
        """Made when somebody asks: most answers that are no pages have neither bar nor footer."""
        return SimpleLazyObject(lambda: cls(request))

    @cached_property
    def place(self) -> str:
        """Either "back": signed-in work, or "front": what the public sees."""
        if hasattr(self.request, "place"):
            return self.request.place
        path = self.request.path
        return (
            "back"
            if path.startswith(WORK) or (path.startswith((ACCOUNT, OWN)) and self.signed_in)
            else "front"
        )

    @cached_property
    def signed_in(self) -> bool:
        """Asked without opening a session where the reader has none."""
        return settings.SESSION_COOKIE_NAME in self.request.COOKIES and self.request.user.is_authenticated

    @cached_property
    def says(self) -> str:
        """All that bar and footer say to an anonymous reader: pages that say the same share one rendering.

        Made of the values themselves, so a change is seen at once. Empty for who is signed in: nothing is shared.
        """
        if self.signed_in:
            return ""
        said = [
            (one.title, one.contact_phone, one.contact_hours, one.contact_email, one.contact_address)
            for one in self.contacts
        ]
        programme = self.programme
        which = programme and (programme.title, programme.funding_note)
        return repr((self.language, self.items, self.user_items, self.rules_items, said, which))

    @cached_property
    def programme(self) -> Programme | None:
        named = getattr(self.request, "programme", None)
        if named is not None:
            return named
        if self.place == "back" and self.signed_in:
            return self._last_programme()
        public = list(public_programmes()[:2])
        return public[0] if len(public) == 1 else None

    @cached_property
    def contacts(self) -> list[Programme]:
        """Whom to ask for help, in the same place on every page: this programme, or else every public one."""
        if self.programme is not None:
            return [self.programme]
        return list(public_programmes()[:MOST_CONTACTS])

    def _last_programme(self) -> Programme | None:
        if not programmes_count(self.request.user):
            return None
        mine = list(programmes_of(self.request.user))
        if len(mine) == 1:
            return mine[0]
        last = self.request.session.get(LAST_PROGRAMME)
        return next((programme for programme in mine if programme.slug == last), None)

    @cached_property
    def work_programme(self) -> Programme | None:
        """The programme whose pages these are: named above the menu of everything signed in."""
        return self.programme if self.place == "back" and self.signed_in else None

    @cached_property
    def choose_programme_url(self) -> str:
        """The way to the chooser, for who works in more than one programme."""
        if self.work_programme is None or programmes_count(self.request.user) < 2:  # noqa: PLR2004  several
            return ""
        chooser = address("portal:my")
        return chooser if self.request.path != chooser else ""

    @cached_property
    def items(self) -> list[Item]:
        return self._work_items() if self.place == "back" and self.signed_in else self._public_items()

    def _public_items(self) -> list[Item]:
        items = []
        if self.programme is not None and self.programme.is_public:
            slug = (self.programme.slug,)
            items.append(self._item(_("Workshops"), address("workshops:cycles", args=slug)))
            if there_is_an_office():
                items.append(self._item(_("NGO office"), address("coworking:spaces")))
            items.append(self._item(_("Results"), address("portal:results", args=slug)))
        items.append(self._item(_("Knowledge"), address("knowledge:front")))
        items.append(self._item(_("Cooperation"), address("cooperation:board")))
        return items

    def _work_items(self) -> list[Item]:
        programme, user = self.programme, self.request.user
        if programme is None:
            if programmes_count(user) or self._may_begin(user):
                items = [self._item(_("Programmes"), address("portal:my"), exact=True)]
                return items + self._registry_items()
            own = self._item(_("My affairs"), address("portal:mine"))
            return [own, *self._registry_items(), *self._items_for_members()]
        if self.request.session.get(LAST_PROGRAMME) != programme.slug:
            self.request.session[LAST_PROGRAMME] = programme.slug
        roles = roles_of(user, programme)
        items = [self._item(_("Today"), address("portal:dashboard", args=(programme.slug,)), exact=True)]
        for label, name, readers in ROOMS_OF_THE_TEAM:
            if name == REGISTRY:
                items += self._registry_items()
            elif roles & readers:
                items.append(self._item(str(label), address(name, args=(programme.slug,))))
        if Role.EDITOR in roles:
            items.append(self._item(_("Texts"), address("knowledge:texts")))
            items.append(self._item(_("News"), address("wagtailadmin_home")))
        return items

    def _may_begin(self, user: Any) -> bool:
        """Whoever is on no team sets up a programme as long as no public one is there; later only a superuser does."""
        return bool((user.is_superuser or not self.contacts) and may_create_programme(user))

    def _items_for_members(self) -> list[Item]:
        """The public rooms, for who works on no team: the programme is told from the contacts in the footer."""
        items = []
        if len(self.contacts) == 1:
            items.append(
                self._item(_("Workshops"), address("workshops:cycles", args=(self.contacts[0].slug,)))
            )
        if there_is_an_office():
            items.append(self._item(_("NGO office"), address("coworking:spaces")))
        items.append(self._item(_("Knowledge"), address("knowledge:front")))
        items.append(self._item(_("Cooperation"), address("cooperation:board")))
        return items

    def _registry_items(self) -> list[Item]:
        user = self.request.user
        if not (
            programmes_count(user) or user.is_superuser
        ):  # the right comes with a role; both are known by now
            return []
        if not people_permissions.may_view_registry(user):
            return []
        return [self._item(_("Organisations"), address(REGISTRY))]

    @cached_property
    def user_items(self) -> list[Item]:
        search = self._item(_("Search"), address("portal:search"), icon="search")
        if not self.signed_in:
            return [search, self._item(_("Sign in"), address("account_request_login_code"), icon="person")]
        own = self._item(_("My affairs"), address("portal:mine"), icon="person")
        if self.place == "back":
            account = self._item(_("Account"), address("portal:account"), icon="person-circle")
            return [own, account] if any(item.url != own.url for item in self.items) else [account]
        if programmes_count(self.request.user):
            return [search, self._item(_("Work"), address("portal:my"), icon="list-task"), own]
        return [search, own]

    @cached_property
    def rules_items(self) -> list[Item]:
        items = [
            self._item(_("Accessibility statement"), address("portal:accessibility")),
            self._item(_("Privacy"), address("portal:privacy")),
            self._item(_("Check a certificate"), address("workshops:verify_start")),
            self._item(_("Newsletter"), address("newsletter:subscribe")),
        ]
        if self.programme is not None:
            items.append(
                self._item(
                    _("How we look after your data"), address("programme:clause", args=(self.programme.slug,))
                )
            )
        return items

    def _item(self, label: str, url: str, *, icon: str = "", exact: bool = False) -> Item:
        path = self.request.path
        return Item(label, url, current=path == url or (not exact and path.startswith(url)), icon=icon)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """For templates. Requests that came through no middleware of ours (tests, a page of an error) get one here."""
    if not hasattr(request, "chrome"):
        request.chrome = Chrome.of(request)  # type: ignore[attr-defined]
    return {"chrome": request.chrome}  # type: ignore[attr-defined]
