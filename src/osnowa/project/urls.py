"""Every address of the installation. Each has a row in tests/architecture/permission_matrix.py, or the build fails."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from osnowa.portal.views.account import closed
from osnowa.portal.views.work import write_news

urlpatterns: list[URLPattern | URLResolver] = [
    # /praca/organizacje/ and /praca/programy/ come before /praca/<programme>/: the more exact first
    path("", include("osnowa.people.urls")),
    path("", include("osnowa.programme.urls")),
    path("", include("osnowa.timetable.urls")),
    path("", include("osnowa.learning.urls")),
    path("", include("osnowa.workshops.urls")),
    path("", include("osnowa.support.urls")),
    path("", include("osnowa.coworking.urls")),
    path("", include("osnowa.cooperation.urls")),
    path("", include("osnowa.newsletter.urls")),
    path("", include("osnowa.spreading.urls")),
    path("", include("osnowa.reporting.urls")),
    path("", include("osnowa.knowledge.urls")),
    path("", include("osnowa.portal.urls")),
    path("konto/", include("osnowa.portal.urls.account")),
    path("", include("osnowa.ui.urls")),
    path("jezyk/", set_language, name="set_language"),
    # Wagtail's own ways in, and what has consequences beyond the news, are closed before its addresses are read
    re_path(
        r"^redakcja/(?:login|password_reset)/",
        RedirectView.as_view(pattern_name="account_request_login_code"),
    ),
    re_path(r"^redakcja/account/", RedirectView.as_view(pattern_name="portal:account")),
    re_path(r"^redakcja/(?:users|groups|sites|workflows|collections)/", closed),
    # Pictures are chosen and sent while somebody writes; they are neither changed nor listed, pages never made private
    re_path(r"^redakcja/images/(?!chooser/)", closed),
    re_path(r"^redakcja/pages/\d+/privacy/", closed),
    path("redakcja/nowa-aktualnosc/", write_news, name="write_news"),
    path("redakcja/", include(wagtailadmin_urls)),
    re_path(r"^wiedza/_util/", closed),
    path("dokumenty/", include(wagtaildocs_urls)),
    path("wiedza/", include(wagtail_urls)),
]
