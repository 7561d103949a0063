"""Wagtail pages. They stay thin: what a page shows beyond its own fields comes through views and queries."""

from osnowa.knowledge.models.article import ArticlePage
from osnowa.knowledge.models.candidate import ToolCandidate
from osnowa.knowledge.models.catalogue import Agreement, Effort, Hosted, Platform, Price, Task
from osnowa.knowledge.models.index import (
    ArticleIndexPage,
    CollectionIndexPage,
    EventReportIndexPage,
    GuideIndexPage,
    KnowledgeIndexPage,
    StoryIndexPage,
    ToolIndexPage,
)
from osnowa.knowledge.models.kinds import CollectionPage, EventReportPage, GuidePage, StoryPage
from osnowa.knowledge.models.library import LibraryText
from osnowa.knowledge.models.links import LinkWatch, OutsideLink
from osnowa.knowledge.models.news import NewsIndexPage, NewsPage
from osnowa.knowledge.models.outside_review import OutsideReview, ReviewComment
from osnowa.knowledge.models.reads import DayMark, ReadCount, Referrer
from osnowa.knowledge.models.reviewed import NotApproved, ReviewedPage, Topic
from osnowa.knowledge.models.sent import SentText
from osnowa.knowledge.models.shelves import BY_KIND, BY_MODEL, BY_SLUG, KINDS, SHELVES, Shelf
from osnowa.knowledge.models.submission import Submission, digest_of
from osnowa.knowledge.models.tool import ToolPage, tool_key
from osnowa.knowledge.models.tool_known import ToolKnown
from osnowa.knowledge.models.tool_use import ToolUse
from osnowa.knowledge.models.useful import LONGEST_WORDS, WORDS_KEPT, ReaderWords, UsefulAnswer

__all__ = [
    "BY_KIND",
    "BY_MODEL",
    "BY_SLUG",
    "KINDS",
    "LONGEST_WORDS",
    "SHELVES",
    "WORDS_KEPT",
    "Agreement",
    "ArticleIndexPage",
    "ArticlePage",
    "CollectionIndexPage",
    "CollectionPage",
    "DayMark",
    "Effort",
    "EventReportIndexPage",
    "EventReportPage",
    "GuideIndexPage",
    "GuidePage",
    "Hosted",
    "KnowledgeIndexPage",
    "LibraryText",
    "LinkWatch",
    "NewsIndexPage",
    "NewsPage",
    "NotApproved",
    "OutsideLink",
    "OutsideReview",
    "Platform",
    "Price",
    "ReadCount",
    "ReaderWords",
    "Referrer",
    "ReviewComment",
    "ReviewedPage",
    "SentText",
    "Shelf",
    "StoryIndexPage",
    "StoryPage",
    "Submission",
    "Task",
    "ToolCandidate",
    "ToolIndexPage",
    "ToolKnown",
    "ToolPage",
    "ToolUse",
    "Topic",
    "UsefulAnswer",
    "digest_of",
    "tool_key",
]
