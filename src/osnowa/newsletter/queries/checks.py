"""What to look at before an issue goes: links, subject, plain language. Nothing is asked over the net."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Site

from osnowa.newsletter.models import Issue
from osnowa.newsletter.queries.issues import ItemShown, rendered
from osnowa.newsletter.queries.pictures import bytes_of, shown_pictures
from osnowa.newsletter.rules import checks, words

BAD, HINT, FINE = "late", "soon", "done"
SUBJECT_FAULTS = {
    "long": (HINT, lambda: _("The subject is longer than 60 letters: phones cut it off.")),
    "shouting": (
        HINT,
        lambda: _("The subject is all in capitals: it reads as shouting, and filters dislike it."),
    ),
    "signs": (HINT, lambda: _("The subject has several exclamation or question marks: filters dislike it.")),
}


@dataclass(frozen=True)
class Finding:
    """`state`: BAD has to be mended, HINT is advice, FINE is right. `detail`: the words in question."""

    state: str
    words: str
    detail: str = ""


def findings_of(issue: Issue, items: list[ItemShown]) -> list[Finding]:
    """Everything that was looked at, faults first. At most four queries, however many links and pictures."""
    own = [issue.opening, issue.closing, *(item.words for item in items)]
    found = [
        *_of_subject(issue),
        *_of_items(issue, items),
        *_of_links([link for one in own for link in words.links_in(one)]),
        *_of_labels(own),
        *_of_pictures(issue, items),
        *_of_weight(issue, items),
        *_of_language("\n\n".join(one for one in own if one.strip())),
    ]
    order = {BAD: 0, HINT: 1, FINE: 2}
    return sorted(found, key=lambda one: order[one.state])


def _of_subject(issue: Issue) -> list[Finding]:
    faults = [
        SUBJECT_FAULTS[fault] for fault in checks.faults_of_subject(issue.title) if fault in SUBJECT_FAULTS
    ]
    found = [Finding(state, said()) for state, said in faults]
    if not found:
        found.append(Finding(FINE, _("The subject is short and calm.")))
    if not issue.preheader:
        found.append(
            Finding(
                HINT,
                _(
                    "The line beside the subject is empty: mail programs then show the first words of the letter."
                ),
            )
        )
    return found


def _of_items(issue: Issue, items: list[ItemShown]) -> list[Finding]:
    gone = [item.title for item in items if item.is_gone]
    found = []
    if gone:
        words_ = ngettext(
            "%(count)d item is not public any more: readers will not see it.",
            "%(count)d items are not public any more: readers will not see them.",
            len(gone),
        )
        found.append(Finding(BAD, words_ % {"count": len(gone)}, ", ".join(gone)))
    if not issue.opening.strip() and len(gone) == len(items):
        found.append(Finding(BAD, _("There is nothing to read in it yet.")))
    bare = [item.title for item in items if not item.lead.strip() and not item.is_gone]
    if bare:
        found.append(Finding(HINT, _("These items say nothing beside their title."), ", ".join(bare)))
    return found


def _of_links(links: list[str]) -> list[Finding]:
    links = list(dict.fromkeys(links))
    ours = [link for link in links if link.startswith(settings.BASE_URL + "/") or link == settings.BASE_URL]
    dead = [link for link in ours if not _answers(urlsplit(link).path or "/")]
    others = [link for link in links if link not in ours]
    plain = [link for link in others if link.startswith("http://")]
    found = []
    if dead:
        found.append(Finding(BAD, _("These links lead to no page of this site."), ", ".join(dead)))
    elif ours:
        found.append(Finding(FINE, _("Links to this site lead to its pages.")))
    if plain:
        found.append(
            Finding(
                HINT, _("These links are not encrypted (http): is there an https address?"), ", ".join(plain)
            )
        )
    if others:
        found.append(
            Finding(
                HINT,
                _("Osnowa visits no foreign sites: open these links once in the preview."),
                ", ".join(others),
            )
        )
    return found


def _answers(path: str) -> bool:
    """Is there a page under this path of ours?"""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.url_name != "wagtail_serve":
        return True
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    inside = match.args[0] if match.args else match.kwargs.get("path", "")
    return (
        Page.objects.live().filter(url_path=f"{site.root_page.url_path}{str(inside).rstrip('/')}/").exists()
    )


def _of_labels(own: list[str]) -> list[Finding]:
    poor = [label for one in own for label in checks.poor_labels(one)]
    if not poor:
        return []
    said = _("Words of these links say nothing to whoever hears a list of links. Write where each leads.")
    return [Finding(HINT, said, ", ".join(poor))]


def _of_pictures(issue: Issue, items: list[ItemShown]) -> list[Finding]:
    """Nobody can put a picture in without saying what is seen; what is said is looked at here."""
    head = shown_pictures([issue]).get(issue.pk)
    lost = [item.title for item in items if item.has_picture and item.picture is None]
    if issue.picture_id and head is None:
        lost.insert(0, issue.title)
    shown = [(item.title, item.picture) for item in items if item.picture and not item.is_gone]
    if head is not None:
        shown.insert(0, (issue.title, head))
    sizes = {picture.name: bytes_of(picture) for _title, picture in shown}
    lost += [title for title, picture in shown if sizes[picture.name] is None]
    found = []
    if lost:
        said = _("The file of a picture is lost: readers will not see it. Choose another one.")
        found.append(Finding(BAD, said, ", ".join(lost)))
    same = [title for title, picture in shown if checks.says_title_only(picture.alt, title)]
    if same:
        said = _("The description of a picture only repeats the heading. Write what is seen in it.")
        found.append(Finding(HINT, said, ", ".join(same)))
    weight = sum(size or 0 for size in sizes.values())
    if weight > checks.HEAVY_PICTURES_BYTES:
        said = _("The pictures weigh %(size)s MB together: on a telephone they come slowly.")
        found.append(Finding(HINT, said % {"size": formats.number_format(weight / 1_000_000, 1)}))
    if shown and not found:
        found.append(Finding(FINE, _("Every picture is there and is described, or only decorates.")))
    return found


def _of_weight(issue: Issue, items: list[ItemShown]) -> list[Finding]:
    """The letter as it would go now."""
    weight = checks.weight_of(rendered(issue, issue.language, items).html)
    if weight == "clipped":
        said = _(
            "The letter is too long: Gmail cuts its end off, with the link to unsubscribe. Take something out."
        )
        return [Finding(BAD, said)]
    if weight == "nearly":
        return [Finding(HINT, _("The letter is so long that Gmail nearly cuts its end off."))]
    return []


def _of_language(text: str) -> list[Finding]:
    reading = checks.reading_of(text)
    if not reading.words:
        return []
    found = []
    if reading.long_sentences:
        said = ngettext(
            "%(count)d sentence has more than 20 words. Make two of it.",
            "%(count)d sentences have more than 20 words. Make two of each.",
            len(reading.long_sentences),
        )
        found.append(
            Finding(
                HINT, said % {"count": len(reading.long_sentences)}, reading.long_sentences[0][:160] + "…"
            )
        )
    if reading.fog > checks.HEAVY:
        said = _("Your words ask for %(fog)s years of school. Shorter words and sentences reach more people.")
        found.append(Finding(HINT, said % {"fog": f"{reading.fog:.0f}"}))
    if not found:
        found.append(Finding(FINE, _("Your words are easy to read.")))
    return found
