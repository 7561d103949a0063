"""Every address of the installation. Each has a row in tests/architecture/permission_matrix.py, or the build fails."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns: list[URLPattern | URLResolver] = [
    # /praca/organizacje/ and /praca/programy/ come before /praca/<programme>/: the more exact first
    path("", include("osnowa.people.urls")),
    path("", include("osnowa.programme.urls")),
    path("", include("osnowa.workshops.urls")),
    path("", include("osnowa.reporting.urls")),
    path("", include("osnowa.knowledge.urls")),
    path("", include("osnowa.portal.urls")),
    path("konto/", include("osnowa.portal.urls.account")),
    path("", include("osnowa.ui.urls")),
    path("jezyk/", set_language, name="set_language"),
    path("redakcja/", include(wagtailadmin_urls)),
    path("dokumenty/", include(wagtaildocs_urls)),
    path("wiedza/", include(wagtail_urls)),
]
