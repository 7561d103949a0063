from osnowa.portal.queries.account import leads_anything, needs_second_factor, roles_of_account
from osnowa.portal.queries.affairs import Link, OwnAffairs, Section, affairs_of
from osnowa.portal.queries.demonstration import Door, doors, outbox
from osnowa.portal.queries.history import audit_lines, in_words, mails_of
from osnowa.portal.queries.home import (
    CycleRow,
    PublicFigure,
    PublicFigures,
    cycle_rows,
    doors_of_blocks,
    next_to_join,
    public_figures,
)
from osnowa.portal.queries.kept import kept_rows
from osnowa.portal.queries.personal import (
    Node,
    address_of,
    before_erasure,
    data_in_words,
    data_link_is_fresh,
    person_by_link,
    sign_data_link,
)
from osnowa.portal.queries.results import Block, Result, Results, public_results, results_by_block
from osnowa.portal.queries.retention import people_kept, people_to_erase
from osnowa.portal.queries.setup import Step, steps_of_setup
from osnowa.portal.queries.tasks import (
    Task,
    certificates_due,
    tasks_of_coordinator,
    tasks_of_trainer,
)
from osnowa.portal.queries.week import Day, next_sessions, reaches_next_week, week

__all__ = [
    "Block",
    "CycleRow",
    "Day",
    "Door",
    "Link",
    "Node",
    "OwnAffairs",
    "PublicFigure",
    "PublicFigures",
    "Result",
    "Results",
    "Section",
    "Step",
    "Task",
    "address_of",
    "affairs_of",
    "audit_lines",
    "before_erasure",
    "certificates_due",
    "cycle_rows",
    "data_in_words",
    "data_link_is_fresh",
    "doors",
    "doors_of_blocks",
    "in_words",
    "kept_rows",
    "leads_anything",
    "mails_of",
    "needs_second_factor",
    "next_sessions",
    "next_to_join",
    "outbox",
    "people_kept",
    "people_to_erase",
    "person_by_link",
    "public_figures",
    "public_results",
    "reaches_next_week",
    "results_by_block",
    "roles_of_account",
    "sign_data_link",
    "steps_of_setup",
    "tasks_of_coordinator",
    "tasks_of_trainer",
    "week",
]
