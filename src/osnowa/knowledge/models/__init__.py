"""Wagtail pages. They stay thin: what a page shows beyond its own fields comes through views and queries."""

from osnowa.knowledge.models.article import ArticlePage
from osnowa.knowledge.models.candidate import ToolCandidate
from osnowa.knowledge.models.catalogue import Agreement, Effort, Hosted, Platform, Price, Task
from osnowa.knowledge.models.index import ArticleIndexPage, KnowledgeIndexPage, ToolIndexPage
from osnowa.knowledge.models.news import NewsIndexPage, NewsPage
from osnowa.knowledge.models.reviewed import NotApproved, ReviewedPage, Topic
from osnowa.knowledge.models.submission import Submission, digest_of
from osnowa.knowledge.models.tool import ToolPage, tool_key
from osnowa.knowledge.models.tool_use import ToolUse

__all__ = [
    "Agreement",
    "ArticleIndexPage",
    "ArticlePage",
    "Effort",
    "Hosted",
    "KnowledgeIndexPage",
    "NewsIndexPage",
    "NewsPage",
    "NotApproved",
    "Platform",
    "Price",
    "ReviewedPage",
    "Submission",
    "Task",
    "ToolCandidate",
    "ToolIndexPage",
    "ToolPage",
    "ToolUse",
    "Topic",
    "digest_of",
    "tool_key",
]
