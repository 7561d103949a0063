"""Actors, and what a row says."""

from dataclasses import dataclass

ANONYMOUS = "anonymous"
PARTICIPANT = "participant"  # an account without any role
TRAINER = "trainer"  # leads the cycle that is asked for
OTHER_TRAINER = "other trainer"  # of the same programme, leads nothing
MENTOR = "mentor"
HOST = "host"
EDITOR = "editor"
EVALUATOR = "evaluator"
COORDINATOR = "coordinator"
VOLUNTEER = "volunteer"
MEMBER = "member"  # a confirmed member of the organisation that is asked for, without any role
FOREIGN = "foreign coordinator"
OPERATOR = "operator"  # a superuser without roles

ACTORS = (
    ANONYMOUS,
    PARTICIPANT,
    TRAINER,
    OTHER_TRAINER,
    MENTOR,
    HOST,
    EDITOR,
    EVALUATOR,
    COORDINATOR,
    VOLUNTEER,
    MEMBER,
    FOREIGN,
    OPERATOR,
)
Who = frozenset[str]

NOBODY: Who = frozenset()
ALL: Who = frozenset(ACTORS)
SIGNED_IN = ALL - {ANONYMOUS}
TEAM: Who = frozenset({TRAINER, OTHER_TRAINER, MENTOR, HOST, EDITOR, EVALUATOR, COORDINATOR, VOLUNTEER})
COORD: Who = frozenset({COORDINATOR})
LEADS: Who = frozenset({COORDINATOR, TRAINER})
TRAINS: Who = frozenset({COORDINATOR, TRAINER, OTHER_TRAINER})
FIGURES: Who = frozenset({COORDINATOR, EVALUATOR})
SEES_CYCLES: Who = TRAINS | {EVALUATOR}
SEES_CYCLE: Who = LEADS | {EVALUATOR}
REGISTRY: Who = frozenset({COORDINATOR, FOREIGN, OPERATOR, MENTOR, HOST, EVALUATOR})
KEEPS_REGISTRY: Who = frozenset({COORDINATOR, FOREIGN, OPERATOR})
CREATES: Who = frozenset({COORDINATOR, FOREIGN, OPERATOR})
NEWSROOM: Who = frozenset({COORDINATOR, FOREIGN, OPERATOR, EDITOR})


@dataclass(frozen=True)
class Row:
    name: str
    args: str = ""
    get: Who | None = ALL
    post: Who | None = None
    shared: bool = False
    gone_is_fine: bool = False  # removing what is not there (a second click) leads back; nothing is removed
    data: tuple[tuple[str, str], ...] = ()  # what a POST must carry to mean anything
    note: str = ""


PROGRAMME = "programme.slug"
CYCLE = f"{PROGRAMME} cycle.number"
SESSION = f"{CYCLE} session.number"


@dataclass(frozen=True)
class Prefix:
    """Addresses of another's program under one path: who may come in at all."""

    path: str
    get: Who
    example: str = ""
    note: str = ""
