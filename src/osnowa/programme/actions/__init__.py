from osnowa.programme.actions.activities import add_activity, change_activity, remove_activity
from osnowa.programme.actions.clauses import publish_clause
from osnowa.programme.actions.first_coordinator import Invited, invite_first_coordinator
from osnowa.programme.actions.indicators import add_indicator, change_indicator, remove_indicator
from osnowa.programme.actions.operators import take_operator
from osnowa.programme.actions.papers import issue_service_paper, revoke_service_paper
from osnowa.programme.actions.programmes import (
    LACKING,
    change_programme,
    create_programme,
    publish_programme,
    unpublish_programme,
)
from osnowa.programme.actions.retention import set_retention, warn_of_retention
from osnowa.programme.actions.second_factor import reset_second_factor
from osnowa.programme.actions.team import add_member, end_role, renew_role

__all__ = [
    "LACKING",
    "Invited",
    "add_activity",
    "add_indicator",
    "add_member",
    "change_activity",
    "change_indicator",
    "change_programme",
    "create_programme",
    "end_role",
    "invite_first_coordinator",
    "issue_service_paper",
    "publish_clause",
    "publish_programme",
    "remove_activity",
    "remove_indicator",
    "renew_role",
    "reset_second_factor",
    "revoke_service_paper",
    "set_retention",
    "take_operator",
    "unpublish_programme",
    "warn_of_retention",
]
