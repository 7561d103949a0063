"""What everybody reads: the archive."""

from django.urls import URLPattern, path

from osnowa.newsletter.feeds import IssueFeed
from osnowa.newsletter.views import public

PUBLIC = "newsletter/"

urlpatterns: list[URLPattern] = [
    path(PUBLIC, public.archive, name="archive"),
    path(f"{PUBLIC}kanal.atom", IssueFeed(), name="feed"),
    path(f"{PUBLIC}<int:issue>/", public.issue, name="issue"),
    path(f"{PUBLIC}<int:issue>/wydanie.pdf", public.issue_pdf, name="issue_pdf"),
]
