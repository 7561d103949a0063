"""Deeds of knowledge. Writing is Wagtail's own deed; what needs a second person is here."""

from osnowa.knowledge.actions.news import lay_out_knowledge, lay_out_news, publish_news
from osnowa.knowledge.actions.texts import approve_text, draft_text, send_text_back, submit_text
from osnowa.knowledge.actions.tool_uses import forget_tool_use, note_tool_use
from osnowa.knowledge.actions.tools import confirm_tool, import_candidates, lay_tool_library, take_candidate

__all__ = [
    "approve_text",
    "confirm_tool",
    "draft_text",
    "forget_tool_use",
    "import_candidates",
    "lay_out_knowledge",
    "lay_out_news",
    "lay_tool_library",
    "note_tool_use",
    "publish_news",
    "send_text_back",
    "submit_text",
    "take_candidate",
]
