"""Filters and fast tags of the look. `{% load look %}`.

The tags `icon`, `tag` and `threads` do the same as the components of these names, for long lists.
"""

import json
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from osnowa.ui import rules, words

register = template.Library()

STATES = {
    "done": "check-circle-fill",
    "progress": "arrow-right-circle-fill",
    "soon": "clock-fill",
    "overdue": "exclamation-octagon-fill",
    "none": "circle",
    "na": "dash-circle",
}
ALERTS = {**STATES, "progress": "info-circle-fill", "soon": "exclamation-triangle-fill"}
CALLABLE = re.compile(r"(\D*?)(\+?\d[\d ()-]{5,})")  # "tel. 85 700 00 00"
LEVELS = {"debug": "na", "info": "progress", "success": "done", "warning": "soon", "error": "overdue"}


@lru_cache(maxsize=1)
def sprite() -> str:
    return static("ui/icons.svg")


@lru_cache(maxsize=512)
def drawn_icon(name: str, css: str, label: str) -> SafeString:
    named = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="os-icon{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        named,
        sprite(),
        name,
    )


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> str:
    """{% icon "envelope" %}; with label only where no word stands beside it."""
    return drawn_icon(name, css, str(label)) if name else ""


@register.simple_tag
def contact() -> SafeString:
    """Whom to ask when nothing works, from the settings: addresses and numbers as links; empty where none is set."""
    said = [part.strip() for part in settings.CONTACT.split(",") if part.strip()]
    return format_html_join(", ", "{}", ((_linked(part),) for part in said))


def _linked(part: str) -> str:
    if "@" in part and " " not in part:
        return format_html('<a href="mailto:{0}">{0}</a>', part)
    if number := CALLABLE.fullmatch(part):
        return format_html('{}<a href="tel:{}">{}</a>', number[1], tel(number[2]), number[2])
    return part


@register.simple_tag
def tag(state: str, label: Any) -> str:
    """{% tag "done" "zakończony" %}: status as icon and word."""
    return drawn_tag(state if state in STATES else "na", conditional_escape(label))


@lru_cache(maxsize=1024)
def drawn_tag(state: str, label: SafeString) -> SafeString:
    return format_html(
        '<span class="os-tag os-tag--{}">{}{}</span>', state, drawn_icon(STATES[state], "", ""), label
    )


@register.simple_tag
def threads(  # noqa: PLR0917 - the signature is the tag
    value: Any, target: Any, plan: Any = None, of: Any = None, text: str = "", hidden: bool = False
) -> str:
    """{% threads value target plan %}: progress as warp threads; `hidden` where the numbers stand beside."""
    plan = None if plan in ("", None) else plan
    drawing = rules.draw_threads(value or 0, target or 0, plan, int(of or 0) or None)
    return draw(drawing, text or threads_text(value or 0, target or 0, plan), hidden=hidden)


@register.simple_tag
def scale(value: Any, top: Any, before: Any = None, text: str = "") -> str:
    """{% scale 5 8 before=2 %}: a level on a flat scale, with a mark where it stood before."""
    drawing = rules.draw_scale(value or 0, int(top), before if before not in ("", None) else None)
    if not text:
        text = _("%(value)s of %(target)s") % {"value": words.decimal(value), "target": top}
        if before not in ("", None):
            text += "; " + _("before: %(before)s") % {"before": words.decimal(before)}
    return draw(drawing, text, css="os-threads--flat")


def threads_text(value: Any, target: Any, plan: Any) -> str:
    said = _("%(value)s of %(target)s") % {"value": words.decimal(value), "target": words.decimal(target)}
    if plan not in ("", None):
        said += "; " + _("plan for today: %(plan)s") % {"plan": words.decimal(plan)}
    return said


@lru_cache(maxsize=1024)
def draw(drawing: rules.Drawing, text: str, *, css: str = "", hidden: bool = False) -> SafeString:
    named = mark_safe('aria-hidden="true"') if hidden else format_html('role="img" aria-label="{}"', text)
    mark: SafeString | str = ""
    if drawing.plan is not None:
        mark = format_html(
            '<path class="os-threads-plan" d="M{} 0h{}v{}h-{}z"/>',
            f"{drawing.plan:g}",
            drawing.plan_width,
            drawing.height,
            drawing.plan_width,
        )
    return format_html(
        '<svg class="os-threads{}" viewBox="0 0 {} {}" preserveAspectRatio="none" {} focusable="false">'
        '<path class="os-threads-waiting" d="{}"/><path class="os-threads-woven" d="{}"/>{}</svg>',
        f" {css}" if css else "",
        drawing.width,
        drawing.height,
        named,
        drawing.waiting,
        drawing.woven,
        mark,
    )


@register.simple_block_tag
def keep(content: SafeString) -> SafeString:
    """{% keep as menu %}...{% endkeep %}: rendered once, shown twice."""
    return content


@register.filter(is_safe=True, needs_autoescape=True)
def nbsp(value: Any, autoescape: bool = True) -> str:
    """Joins a, i, o, u, w, z with the next word and a number with its unit; leaves markup alone."""
    text = conditional_escape(value) if autoescape else str(value)
    if "<" not in text:
        return mark_safe(words.join_words(text))  # noqa: S308 - escaped one line above
    pieces = re.split(r"(<[^>]*>)", text)
    pieces[::2] = [words.join_words(piece) for piece in pieces[::2]]
    return mark_safe("".join(pieces))  # noqa: S308 - the same text, spaces changed


@register.filter
def polish_date(value: Any) -> str:
    return words.long_date(value) if isinstance(value, date) else ""


@register.filter
def polish_date_short(value: Any) -> str:
    return words.short_date(value) if isinstance(value, date) else ""


@register.filter
def beside_day(value: Any, this_year: int | None = None) -> str:
    """{{ session.starts_at|beside_day:this_year }}: the year is said where it is another one."""
    return words.beside_day(value, this_year) if isinstance(value, date) else ""


@register.filter
def weekday(value: Any) -> str:
    return words.weekday_name(words.local(value)) if isinstance(value, date) else ""


@register.filter
def date_range(start: Any, end: Any) -> str:
    """{{ cycle.starts_on|date_range:cycle.ends_on }}"""
    if not isinstance(start, date):
        return ""
    return words.span(start, end) if isinstance(end, date) else words.short_date(start)


@register.filter
def hours(value: Any) -> str:
    """1,5 in Polish, 1.5 in English; also takes a timedelta."""
    if isinstance(value, timedelta):
        value = value.total_seconds() / 3600
    return "" if value in ("", None) else words.decimal(value, 2)


@register.filter
def number(value: Any) -> str:
    """Like hours, one decimal place, a true minus sign."""
    return "" if value in ("", None) else words.decimal(value)


@register.filter
def tel(value: Any) -> str:
    """The address of a phone link: digits and plus only."""
    return re.sub(r"[^\d+]", "", str(value))


@register.filter
def state_icon(state: str) -> str:
    return STATES.get(state, "dash-circle")


@register.filter
def alert_icon(state: str) -> str:
    return ALERTS.get(state, "info-circle-fill")


@register.filter
def level_state(tags: str) -> str:
    """The state that goes with a message level (the last word of its tags)."""
    return next((LEVELS[word] for word in reversed(str(tags).split()) if word in LEVELS), "progress")


@register.filter
def input_kind(field: BoundField) -> str:
    """How a field is laid out: check (one box), choices (a group), file or text."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    if kind == "checkbox" and not hasattr(widget, "choices"):
        return "check"
    if field.use_fieldset:
        return "choices"
    return "file" if kind == "file" else "text"


@register.filter
def first_control(field: BoundField) -> str:
    """The id that a link of the error summary leads to."""
    if input_kind(field) == "choices":
        return f"{field.auto_id}_0"
    return field.id_for_label or str(field.auto_id)


@register.simple_tag
def error_count(form: BaseForm) -> int:
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def sentence_part(value: Any) -> str:
    """The same words after "Błąd: ": a small letter first, unless the word is written with capitals."""
    text = str(value)
    return text[0].lower() + text[1:] if text[:1].isupper() and text[1:2].islower() else text


@register.simple_tag
def data_block(facts: Any) -> str:
    """Facts for machines (JSON-LD). A data block runs nothing, so that the strict policy lets it be.

    Signs that could end the block are written as JSON's own escapes.
    """
    if not facts:
        return ""
    words = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    for sign, code in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        words = words.replace(sign, code)
    return mark_safe(f'<script type="application/ld+json">{words}</script>')  # noqa: S308  escaped above
