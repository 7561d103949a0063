"""The code on the screen: short, new every half minute, of one session. Plain Python."""

import datetime as dt
import hashlib
import hmac

STEP = dt.timedelta(seconds=30)
STEPS_TAKEN = 2  # the one on the screen and the one before: somebody is just typing it
OPENS_BEFORE = dt.timedelta(minutes=30)
LATE_AFTER = dt.timedelta(minutes=10)
TICKET_FOR = dt.timedelta(minutes=10)  # between the scan and the button: the name has to be typed

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
LENGTH = 6
_CONFUSED = str.maketrans("", "", " -\u00a0\t")


def is_open(now: dt.datetime, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """Half an hour before the session until its end: the code proves nothing at any other time."""
    return starts_at - OPENS_BEFORE <= now <= ends_at


def step_of(now: dt.datetime) -> int:
    return int(now.timestamp() // STEP.total_seconds())


def seconds_left(now: dt.datetime) -> int:
    """Whole seconds until the next code, 1 at the least."""
    return int(STEP.total_seconds() - now.timestamp() % STEP.total_seconds()) or 1


def code_of(secret: bytes, step: int) -> str:
    """HMAC-SHA256 over the step (RFC 6238 in spirit) in six signs: 729 million codes, each good for a minute."""
    digest = hmac.new(secret, str(step).encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest[:8])
    signs = []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return "".join(signs)


def is_current(code: str, secret: bytes, now: dt.datetime) -> bool:
    """Is it on the screen now, or was it half a minute ago?"""
    step = step_of(now)
    return any(hmac.compare_digest(code, code_of(secret, step - back)) for back in range(STEPS_TAKEN))


def read_code(typed: str) -> str:
    """A code as typed: spaces, dashes and small letters do not matter; "" for what can be none."""
    code = typed.translate(_CONFUSED).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def shown(code: str) -> str:
    """ABC DEF: people read three signs at a time."""
    return f"{code[:3]} {code[3:]}"


def is_late(now: dt.datetime, starts_at: dt.datetime) -> bool:
    """Later than ten minutes after the beginning; until then nobody is called late."""
    return now > starts_at + LATE_AFTER
