"""A message as it will look, for the frame beside its form: the page and, under it, the text part."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from osnowa.lib.errors import RuleBroken
from osnowa.lib.mail import Composed

LANGUAGES = ("pl", "en")
# Mails carry their styles in the text; nothing else may run or load, and links open apart.
POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


def page_of(letter: Composed) -> HttpResponse:
    """Both parts of the letter in one page."""
    head = format_html('<p class="small sheet"><b>{}</b> {}</p>', _("Subject:"), letter.subject)
    text = format_html(
        '<div class="sheet"><h2>{}</h2><pre style="white-space:pre-wrap">{}</pre></div>',
        _("As text"),
        letter.text,
    )
    page = letter.html.replace("<head>", '<head><base target="_blank">', 1)
    page = page.replace("<body", "<!--subject--><body", 1).replace("</body>", f"{text}</body>", 1)
    begins = page.index(">", page.index("<!--subject--><body") + len("<!--subject-->")) + 1
    return HttpResponse(page[:begins] + head + page[begins:])


def refused(refusal: RuleBroken | str) -> HttpResponse:
    """What stands in the frame where nothing can be shown."""
    words = refusal if isinstance(refusal, str) else str(refusal.message)
    return HttpResponse(render_to_string("workshops/work/preview_refused.html", {"words": words}))
