"""What the wiring does around every request."""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import urlencode

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from osnowa.knowledge.permissions import lend_editor_rights, may_edit
from osnowa.people.permissions import may_manage_registry, second_factor_done
from osnowa.project.navigation import Chrome

Answer = Callable[[HttpRequest], HttpResponse]

WORK = "/praca/"
EDITORS = "/redakcja/"


class ReaderLanguage:
    """Polish, unless the reader chose otherwise.

    The browser's Accept-Language is not asked: phones of Polish volunteers are often set to English,
    while the content is Polish. The choice is one click away on every page and kept in a cookie.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        request.chrome = Chrome.of(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or language)
        patch_vary_headers(response, ["Cookie"])
        return response


class BodyLimit:
    """A request with a body bigger than any form of ours is refused before anything of it is read or kept.

    It stands before the check of forms' tokens, because that one reads the whole body. A body that says no length is
    never read by Django. What is a little too big is read and thrown away, so that the browser shows our sentence
    instead of a broken connection. The editors' room uploads pictures and has limits of its own.
    """

    ROOM_FOR_FIELDS = 1024**2
    READ_AND_THROWN_AWAY = 64 * 1024**2
    CHUNK = 64 * 1024

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        length = int(said) if said.isascii() and said.isdecimal() else 0
        if length <= settings.UPLOAD_BYTES + self.ROOM_FOR_FIELDS or request.path.startswith(EDITORS):
            return self.get_response(request)
        if length <= self.READ_AND_THROWN_AWAY:
            with suppress(OSError):  # who has gone away meanwhile reads no answer either
                while request.read(self.CHUNK):
                    pass
        limit = settings.UPLOAD_BYTES // 1024**2
        return HttpResponse(
            render_to_string("413.html", {"limit": limit}), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )


class SecondFactor:
    """No page of work opens to a coordinator, or to who runs the installation, without the second factor.

    Programme pages ask again (programme.permissions); this one also covers pages that belong to no programme.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.path.startswith((WORK, EDITORS))
            and request.user.is_authenticated
            and may_manage_registry(request.user)  # what coordinators and superusers have in common
            and not second_factor_done(request)
        ):
            return HttpResponseRedirect(
                f"{reverse('portal:second_factor')}?{urlencode({'next': request.get_full_path()})}"
            )
        return self.get_response(request)


class EditorsDoor:
    """Wagtail's own door is closed: who comes here signed in as everywhere else, and has the right by role.

    Rights inside are lent for this one request (knowledge.permissions), so a role taken away is gone at once. The
    editor needs inline styles and scripts of its own and shows a page inside a page: the policy is looser here only.
    """

    LOOSER = {
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "frame-ancestors": [SELF],
    }

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(EDITORS):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if may_edit(request.user):
            lend_editor_rights(request.user)
        response = self.get_response(request)
        response._csp_replace = self.LOOSER  # type: ignore[attr-defined]  # noqa: SLF001  read by csp.middleware
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if request.path.startswith(EDITORS) and not may_edit(request.user):
            raise Http404
