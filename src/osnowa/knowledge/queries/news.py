"""What is asked about the news."""

from django.db.models import Q, QuerySet

from osnowa.knowledge.models import NewsIndexPage, NewsPage
from osnowa.programme.models import Programme


def latest_news(programme: Programme | None, limit: int = 3) -> QuerySet[NewsPage]:
    """Published news of the programme and of all, newest first. Only what a list shows is read."""
    news = NewsPage.objects.live().order_by("-published_on", "-id")
    if programme is not None:
        news = news.filter(Q(programme=programme) | Q(programme__isnull=True))
    return news.defer("body")[:limit]


def news_index() -> NewsIndexPage | None:
    return NewsIndexPage.objects.first()
