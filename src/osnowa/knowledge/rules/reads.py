"""Who counts as a reader, where a reader came from, and the mark by which one is counted once a day: plain values."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

DIRECT, SEARCH, OWN, OTHER, NEWSLETTER, SOCIAL, SHORT = (
    "direct", "search", "own", "other", "newsletter", "social", "short",
)  # fmt: skip

MARK = "skad"  # `?skad=newsletter`, `?skad=skrot`: links of ours say where they stand, since letters send no referrer
MARKED = {"newsletter": NEWSLETTER, "skrot": SHORT}

# Programs that name themselves. Short on purpose: whatever does not begin as browsers do is none (see `is_reader`).
_PROGRAM = re.compile(
    r"bot\b|bot[/_;)-]|crawl|spider|slurp|scrap|preview|prerender|headless|lighthouse|pagespeed|gtmetrix|monitor|uptime|"
    r"pingdom|validator|checker|archive|facebookexternalhit|facebookcatalog|whatsapp|telegram|skypeuri|embedly|"
    r"mediapartners|adsbot|apis-google|google-(?:read|extended|inspection|safety)|feedfetch|rss|feedly|"
    r"curl|wget|python|java/|okhttp|go-http|libwww|httpclient|axios|node-fetch|phantom|selenium|puppeteer|playwright|"
    r"gptbot|chatgpt|oai-search|claude|anthropic|perplexity|bytespider|ccbot|semrush|ahrefs|mj12|dotbot|petalbot",
    re.IGNORECASE,
)
_BROWSER = ("Mozilla/", "Opera/")
_AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)

_SEARCH = re.compile(
    r"(?:^|\.)(?:google\.(?:[a-z]{2,3}|com?\.[a-z]{2})|bing\.com|duckduckgo\.com|yahoo\.com|yandex\.[a-z]+|ecosia\.org|"
    r"qwant\.com|startpage\.com|search\.brave\.com|baidu\.com|kagi\.com|mojeek\.com|szukaj\.onet\.pl|szukaj\.wp\.pl)$"
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook\.com|fb\.me|instagram\.com|linkedin\.com|lnkd\.in|twitter\.com|t\.co|x\.com|youtube\.com|youtu\.be|"
    r"tiktok\.com|wykop\.pl|reddit\.com|pinterest\.[a-z.]+|threads\.(?:net|com)|bsky\.app|mastodon\.[a-z]+|pol\.social|"
    r"101010\.pl|t\.me|messenger\.com|discord\.com)$"
)
_WORKS_IN_MAIL = re.compile(r"(?:^|\.)(?:mail|poczta|webmail|outlook)\.")


@lru_cache(maxsize=2000)
def is_browser(agent: str) -> bool:
    """Does a program that calls itself so show pages to a person? Robots, previews and scripts do not."""
    return agent.startswith(_BROWSER) and not _PROGRAM.search(agent)


def is_reader(headers: Mapping[str, str]) -> bool:
    """Did a person ask for the page? Not: a program that names itself, nor a browser that fetches ahead of a click."""
    ahead = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    return not _AHEAD.search(ahead) and is_browser(headers.get("User-Agent", "")[:400])


def referrer_kind(referrer: str, own_host: str, mark: str = "") -> str:
    """Where a reader came from, as one of seven words; the address itself is kept nowhere.

    `mark`: what the link said about itself (`?skad=`). `own_host`: of this site, without a port.
    """
    if mark in MARKED:
        return MARKED[mark]
    host = _host(referrer)
    if not host:
        return DIRECT
    if host == own_host.lower():
        return OWN
    if _WORKS_IN_MAIL.search(host):
        return OTHER  # a letter, but nobody knows whose
    if _SEARCH.search(host):
        return SEARCH
    return SOCIAL if _SOCIAL.search(host) else OTHER


def own_path(referrer: str, own_host: str) -> str:
    """The path of our page that led here; empty where it was not ours."""
    return urlsplit(referrer).path if _host(referrer) == own_host.lower() else ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address[:2000]).hostname or "").lower()
    except ValueError:
        return ""


def mark_of_reader(key: bytes, day: dt.date, *, address: str, agent: str, what: str) -> str:
    """A mark of one reader of one page on one day, as 32 letters: the same again on that day, and never afterwards.

    `key`: the secret of the day (`lib.day_key`), without which nobody can try addresses out. `what`: the page.
    """
    said = "\x1f".join((day.isoformat(), address, agent[:400], what)).encode()
    return hashlib.blake2b(said, key=key, digest_size=16).hexdigest()
