"""Deeds of knowledge. Writing is Wagtail's own deed; what needs a second person is here."""

from osnowa.knowledge.actions.catalogue import (
    confirm_tool,
    import_candidates,
    lay_tool_library,
    take_candidate,
)
from osnowa.knowledge.actions.keeping import confirm_text, hand_over_text, remind_of_text
from osnowa.knowledge.actions.library import load_library
from osnowa.knowledge.actions.links import call_link_right, switch_links
from osnowa.knowledge.actions.news import lay_out_knowledge, lay_out_news, publish_news
from osnowa.knowledge.actions.pictures import keep_picture
from osnowa.knowledge.actions.reads import forget_readers, note_use, tally, write_reads
from osnowa.knowledge.actions.sent_texts import delete_old_texts, drop_text, keep_text, make_draft
from osnowa.knowledge.actions.texts import (
    approve_text,
    draft_text,
    send_text_back,
    submit_text,
)
from osnowa.knowledge.actions.tool_uses import forget_tool_use, note_tool_use
from osnowa.knowledge.actions.tools_known import (
    be_named_no_longer,
    forget_tool_known,
    let_be_named,
    note_tool_known,
)
from osnowa.knowledge.actions.useful import delete_words, forget_answers, note_answer, send_words

__all__ = [
    "approve_text",
    "be_named_no_longer",
    "call_link_right",
    "confirm_text",
    "confirm_tool",
    "delete_old_texts",
    "delete_words",
    "draft_text",
    "drop_text",
    "forget_answers",
    "forget_readers",
    "forget_tool_known",
    "forget_tool_use",
    "hand_over_text",
    "import_candidates",
    "keep_picture",
    "keep_text",
    "lay_out_knowledge",
    "lay_out_news",
    "lay_tool_library",
    "let_be_named",
    "load_library",
    "make_draft",
    "note_answer",
    "note_tool_known",
    "note_tool_use",
    "note_use",
    "publish_news",
    "remind_of_text",
    "send_text_back",
    "send_words",
    "submit_text",
    "switch_links",
    "take_candidate",
    "tally",
    "write_reads",
]
