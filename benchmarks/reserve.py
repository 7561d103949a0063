"""Places become free and are wanted at the same moment: the reserve list moves up in order, nobody twice.

Half of the places are free already (their ten minutes are over) when the rush begins: one half of the clients give up
their places, the other half sign up, and every sign-up moves the list up under the cycle's lock, beside the worker.
Then the places given up come free as well, and a second rush follows: those who moved up cancel or, where places are
offered, answer yes or no, while others sign up. Both kinds of cycle are played.
"""

import argparse
import http.client
import time
from typing import Any

from benchmarks.servers import Scratch, Server
from benchmarks.visitors import SEE_OTHER, Browser, SignedUp, all_at_once, hidden_fields, sign_up

SUMMARY = "50 clients give up and join at once: oversold, doubled, out of order, errors"
WRONG = ("oversold", "doubled", "out_of_order", "errors")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--clients", type=int, default=50, help="half give up, half join; two rushes of them")
    parser.add_argument("--workers", type=int, default=4, help="web processes")
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )
    parser.add_argument(
        "--locks-off", action="store_true", help="the control: shows the race, places are given twice"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    began = time.monotonic()
    with (
        Scratch(options.database) as scratch,
        Server(scratch, workers=options.workers, locks_off=options.locks_off) as server,
    ):
        given = once(scratch, server, options.clients, offer_hours=0, first=1000)
        offered = once(scratch, server, options.clients, offer_hours=24, first=5000)
    return {
        "clients": options.clients,
        "workers": options.workers,
        "database": "sqlite" if options.database.startswith("sqlite") else "postgresql",
        "locks": "off" if options.locks_off else "on",
        "moved_up": given["moved_up"] + offered["moved_up"],
        **{key: given[key] + offered[key] for key in WRONG},
        "first_error": given["first_error"] or offered["first_error"],
        "wall_s": round(time.monotonic() - began, 1),
    }


def once(scratch: Scratch, server: Server, clients: int, *, offer_hours: int, first: int) -> dict[str, Any]:
    """Two rushes on one cycle. `offer_hours`: as the cycle is set; 0 gives places at once."""
    half = clients // 2
    asked = scratch.ask("reserve", half=half, offer_hours=offer_hours)
    seen = rush(server.address, asked["path"], [("cancel", token) for token in asked["placed"]], first)
    worst = scratch.ask("reserve_outcome", cycle=asked["id"], begun_with=asked["last"])
    scratch.ask("reserve_due", cycle=asked["id"])
    moved = scratch.ask("reserve_moved_up", cycle=asked["id"], begun_with=asked["last"])[:half]
    deeds = [
        ("cancel" if not offer_hours else ("yes" if turn % 2 else "no"), token)
        for turn, token in enumerate(moved)
    ]
    seen += rush(server.address, asked["path"], deeds, first + clients, joining=half)
    scratch.ask("reserve_due", cycle=asked["id"])
    scratch.ask("reserve_release", cycle=asked["id"])
    found = scratch.ask("reserve_outcome", cycle=asked["id"], begun_with=asked["last"])
    return {
        **{key: max(found[key], worst[key]) for key in ("oversold", "doubled", "out_of_order")},
        "moved_up": found["moved_up"],
        "errors": sum(1 for one in seen if one.error),
        "first_error": next((one.error for one in seen if one.error), ""),
    }


def rush(
    address: str, path: str, deeds: list[tuple[str, str]], first: int, joining: int | None = None
) -> list[SignedUp]:
    """Everybody at the same moment: these deeds on own pages, and as many (or `joining`) who sign up."""
    joining = len(deeds) if joining is None else joining

    def visit(number: int) -> SignedUp:
        if number < len(deeds):
            return on_own_page(address, *deeds[number])
        return sign_up(address, path, first + number)

    return all_at_once(len(deeds) + joining, visit)


def on_own_page(address: str, deed: str, token: str) -> SignedUp:
    """What the holder of a link does: opens the page, presses the button. `deed`: "cancel", "yes", "no"."""
    seen = SignedUp(email="")
    browser = Browser(address)
    own = f"/zgloszenie/{token}/"
    page_path, form_path = (own + "rezygnacja/",) * 2 if deed == "cancel" else (own, own + "odpowiedz/")
    try:
        _status, page, _where = browser.open(page_path)
        form = hidden_fields(page, "csrfmiddlewaretoken")
        if deed != "cancel":
            form["answer"] = deed
        status, _page, _where = browser.open(form_path, form)
        if status not in SEE_OTHER:
            seen.error = f"{deed} answered {status}"
        seen.token = token
    except (OSError, http.client.HTTPException) as error:
        seen.error = f"{type(error).__name__}: {error}"
    finally:
        seen.ended_at = time.perf_counter()
        seen.requests = browser.requests
        browser.close()
    return seen
