"""The client of the register against a small server of our own."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from osnowa.people.registers import krs_client
from osnowa.people.registers.krs import AnswerFaultyError
from tests.people.test_krs import answer

NUMBER = "0000999111"


@contextmanager
def register(*answers, by_register=None):
    """A register that gives these answers, one after another; yields its address and the paths that were asked."""
    asked = []
    waiting = list(answers)

    class Stub(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if by_register is not None:
                status, headers, body = by_register["P" if "rejestr=P" in self.path else "S"]
            else:
                status, headers, body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            if status == "close":
                self.connection.close()
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/krs", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ok(**about):
    return (200, {}, json.dumps(answer(**about)).encode())


EMPTY, MISSING, GONE = (200, {}, b""), (204, {}, b""), (404, {}, b'{"status": 404}')


def fetch(base, number=NUMBER, **kwargs):
    pauses = []
    return krs_client.fetch(number, base_url=base, pause=pauses.append, **kwargs), pauses


def failing(base, number=NUMBER, **kwargs):
    with pytest.raises(AnswerFaultyError) as faulty:
        fetch(base, number, **kwargs)
    return faulty.value.code


def test_asks_register_s_first_with_all_ten_digits():
    with register(ok()) as (base, asked):
        record, pauses = fetch(base, "999 111")
    assert (record.name, asked, pauses) == (
        "Łąka",
        [f"/api/krs/OdpisAktualny/{NUMBER}?rejestr=S&format=json"],
        [],
    )


@pytest.mark.parametrize("missing", [EMPTY, MISSING, GONE])
def test_asks_register_p_where_s_knows_nothing(missing):
    with register(by_register={"S": missing, "P": ok()}) as (base, asked):
        record, _ = fetch(base)
    assert (record.krs, len(asked)) == (NUMBER, 2)


@pytest.mark.parametrize("missing", [EMPTY, MISSING, GONE])
def test_unknown_in_both_registers_is_not_found(missing):
    with register(missing) as (base, asked):
        assert failing(base) == "not_found"
    assert len(asked) == 2


@pytest.mark.parametrize("trouble", [(503, {}, b""), (429, {}, b""), (500, {}, b"oops"), ("close", {}, b"")])
def test_trouble_that_passes_is_tried_again_with_growing_pauses(trouble):
    with register(trouble, trouble, ok()) as (base, asked):
        record, pauses = fetch(base)
    assert (record.name, pauses, len(asked)) == ("Łąka", [0.5, 1.0], 3)


def test_trouble_that_stays_is_named():
    with register((503, {}, b"")) as (base, asked):
        assert failing(base) == "unreachable"
    assert len(asked) == krs_client.TRIES


def test_slow_register_is_left_after_the_time_out(monkeypatch):
    monkeypatch.setattr(krs_client, "TIMEOUT", krs_client.httpx.Timeout(0.2))
    with register(ok()) as (base, _asked):
        monkeypatch.setattr(BaseHTTPRequestHandler, "send_response", lambda *a: threading.Event().wait(0.6))
        assert failing(base, tries=1) == "unreachable"


def test_nobody_listening_is_unreachable():
    assert failing("http://127.0.0.1:9/api/krs", tries=2) == "unreachable"


def test_empty_address_switches_the_register_off():
    assert failing("") == "off"


def test_refusal_is_not_tried_again():
    with register((403, {}, b"")) as (base, asked):
        assert failing(base) == "refused"
    assert len(asked) == 1


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:22/",
        "https://127.0.0.1/",
        "//example.org/x",
        "file:///etc/passwd",
    ],
)
def test_redirect_to_another_server_is_refused(to):
    with register((302, {"Location": to}, b"")) as (base, asked):
        assert failing(base) == "redirected"
    assert len(asked) == 1


def test_redirect_on_the_same_server_is_followed_a_few_times():
    with register((301, {"Location": "/inny"}, b""), ok()) as (base, asked):
        record, _ = fetch(base)
    assert (record.name, asked[1]) == ("Łąka", "/inny")
    with register((302, {"Location": "/w-kolko"}, b"")) as (base, asked):
        assert failing(base) == "redirected"
    assert len(asked) == krs_client.REDIRECTS + 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"odpis": {"rodz', "not_json"),
        (b"<html>", "not_json"),
        (b"{}", "foreign"),
        (b" " * 2_100_000 + b"{}", "too_large"),
    ],
)
def test_body_that_is_no_answer_is_named(body, code):
    with register((200, {}, body)) as (base, _asked):
        assert failing(base) == code


def test_answer_about_another_number_is_refused():
    with register(ok(krs="0000000001")) as (base, _asked):
        assert failing(base) == "another"


@pytest.mark.parametrize("number", ["", "abc", "12345678", "0000000000", "../../etc", "1&rejestr=X"])
def test_wrong_number_is_never_asked(number):
    with register(ok()) as (base, asked):
        assert failing(base, number) == "no_number"
    assert asked == []
