"""Every address of the installation. Each has a row in tests/architecture/permission_matrix.py, or the build fails."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("osnowa.portal.urls")),
    path("", include("osnowa.workshops.urls")),
    path("", include("osnowa.programme.urls")),
    path("", include("osnowa.people.urls")),
    path("", include("osnowa.reporting.urls")),
    path("", include("osnowa.knowledge.urls")),
    path("konto/", include("allauth.urls")),
    path("redakcja/", include(wagtailadmin_urls)),
    path("dokumenty/", include(wagtaildocs_urls)),
    path("wiedza/", include(wagtail_urls)),
]
if settings.DEBUG or settings.DEMONSTRATION:
    import importlib.util

    if importlib.util.find_spec("osnowa.ui.urls"):
        urlpatterns.insert(0, path("czesci/", include("osnowa.ui.urls")))
