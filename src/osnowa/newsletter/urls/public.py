"""What everybody reads: the archive."""

from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from osnowa.newsletter.feeds import IssueFeed, TopicFeed
from osnowa.newsletter.views import public

PUBLIC = "newsletter/"

urlpatterns: list[URLPattern] = [
    path(PUBLIC, public.archive, name="archive"),
    path(f"{PUBLIC}kanal.atom", require_safe(IssueFeed()), name="feed"),
    path(f"{PUBLIC}temat/<slug:topic>/", public.topic, name="topic"),
    path(f"{PUBLIC}temat/<slug:topic>/kanal.atom", require_safe(TopicFeed()), name="topic_feed"),
    path(f"{PUBLIC}<int:issue>/", public.issue, name="issue"),
    path(f"{PUBLIC}<int:issue>/wydanie.pdf", public.issue_pdf, name="issue_pdf"),
]
