"""What each page costs: processor time of the server, queries, and bytes of a first view without photos."""

import argparse
import gzip
import re
import urllib.request
from typing import Any
from urllib.parse import urljoin

from benchmarks.servers import Scratch, Server
from benchmarks.visitors import Browser

SUMMARY = "per page: processor ms, queries, bytes of the first view"
_LINKED = re.compile(r"""<(?:link|script|img|use)\b[^>]*?(?:href|src)="([^"#]+)""")
_IN_STYLES = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
_NEEDED = re.compile(r"\.(?:css|js|woff2|svg)(?:\?|$)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--times", type=int, default=100, help="requests per page")
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    with Scratch(options.database) as scratch, Server(scratch, workers=options.workers) as server:
        paths = scratch.ask("life")
        return {
            name: {
                "cpu_ms": round(cpu_ms(server, path, options.times, options.workers), 1),
                "queries": scratch.ask("queries", path=path),
                **first_view(server.address, path),
            }
            for name, path in paths.items()
        }


def cpu_ms(server: Server, path: str, times: int, workers: int) -> float:
    """Of one request, the mean of many, when every process has the page's template in memory."""
    ask(server, path, 10 * workers)
    before = server.cpu()
    ask(server, path, times)
    return server.cpu().since(before).web_ms / times


def ask(server: Server, path: str, times: int) -> None:
    for _ in range(times):
        browser = Browser(server.address)
        status, _page, _where = browser.open(path)
        browser.close()
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")


def first_view(address: str, path: str) -> dict[str, int]:
    """Bytes as they travel to a phone that was never here: page, styles, script, fonts, drawings; no photos."""
    page, size = fetched(urljoin(address, path))
    total, seen = size, set()
    waiting = [urljoin(address, link) for link in _LINKED.findall(page) if _NEEDED.search(link)]
    while waiting:
        link = waiting.pop()
        if link in seen or not link.startswith(address):
            continue
        seen.add(link)
        text, more = fetched(link)
        total += more
        if link.partition("?")[0].endswith(".css"):
            waiting += [urljoin(link, found) for found in _IN_STYLES.findall(text) if _NEEDED.search(found)]
    return {"bytes": total, "html_bytes": size}


def fetched(link: str) -> tuple[str, int]:
    request = urllib.request.Request(link, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = answer.read()
        plain = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
        return plain.decode("utf-8", errors="replace"), len(body)
