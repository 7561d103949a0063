from osnowa.knowledge.queries.desk import (
    Desk,
    TextRow,
    all_texts,
    contributors,
    desk_of,
    editors_to_tell,
    latest_revision,
    submissions_of,
    text_named,
    waiting_count,
    waiting_submission,
)
from osnowa.knowledge.queries.news import latest_news, news_index
from osnowa.knowledge.queries.texts import (
    article_pages,
    find,
    latest_articles,
    shelf_of,
    tool_page_named,
    tool_pages,
)

__all__ = [
    "Desk",
    "TextRow",
    "all_texts",
    "article_pages",
    "contributors",
    "desk_of",
    "editors_to_tell",
    "find",
    "latest_articles",
    "latest_news",
    "latest_revision",
    "news_index",
    "shelf_of",
    "submissions_of",
    "text_named",
    "tool_page_named",
    "tool_pages",
    "waiting_count",
    "waiting_submission",
]
