"""Wagtail pages. They stay thin: what a page shows beyond its own fields comes through views and queries."""

from osnowa.knowledge.models.article import ArticlePage
from osnowa.knowledge.models.index import ArticleIndexPage, KnowledgeIndexPage, ToolIndexPage
from osnowa.knowledge.models.news import NewsIndexPage, NewsPage
from osnowa.knowledge.models.reviewed import NotApproved, ReviewedPage, Topic
from osnowa.knowledge.models.submission import Submission, digest_of
from osnowa.knowledge.models.tool import ToolPage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "KnowledgeIndexPage",
    "NewsIndexPage",
    "NewsPage",
    "NotApproved",
    "ReviewedPage",
    "Submission",
    "ToolIndexPage",
    "ToolPage",
    "Topic",
    "digest_of",
]
