"""The programme is set up: operator, blocks, clause, team, indicators, eight cycles with their sessions."""

import datetime as dt
from decimal import Decimal
from functools import partial

from osnowa.people.models import Account
from osnowa.portal.demonstration import programme_text as words
from osnowa.portal.demonstration.calendar import month_start
from osnowa.portal.demonstration.cycles import CycleText
from osnowa.portal.demonstration.cycles_later import EIGHT_CYCLES
from osnowa.portal.demonstration.indicators import INDICATORS, WITH_BLOCK, WITH_SESSIONS, IndicatorText
from osnowa.portal.demonstration.names import COORDINATOR, FOREIGN_COORDINATOR, TEAM, Member
from osnowa.portal.demonstration.organisations import OPERATOR, OTHER_OPERATOR
from osnowa.portal.demonstration.programme_text import Block
from osnowa.portal.demonstration.story.recruiting import CAPACITIES
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.portal.demonstration.story.teaching import TRAINERS
from osnowa.programme.actions import (
    add_activity,
    add_indicator,
    add_member,
    create_programme,
    publish_clause,
    publish_programme,
)
from osnowa.programme.models import Activity, Programme
from osnowa.workshops.actions.cycles import create_cycle, publish_cycle
from osnowa.workshops.actions.sessions import Planned, add_sessions


def set_up_programme(scene: Scene) -> None:
    """The system makes the first programme and invites its coordinator; she does the rest."""
    period = scene.calendar.period
    scene.programme = create_programme(
        operator=scene.organisations[OPERATOR.name],
        funder=words.FUNDER,
        title=words.TITLE,
        summary=words.SUMMARY,
        description=words.DESCRIPTION,
        fund=words.FUND,
        funding_note=words.FUNDING_NOTE,
        agreement_number=words.AGREEMENT_NUMBER,
        agreement_on=period.start,
        starts_on=period.start,
        ends_on=period.end,
        city=words.CITY,
        contact_email=words.CONTACT_EMAIL,
        contact_phone=words.CONTACT_PHONE,
        contact_hours=words.CONTACT_HOURS,
        contact_address=words.CONTACT_ADDRESS,
        by=None,
    )
    _say_example(scene.programme, words.EXAMPLE_NOTE)
    _join(scene, scene.programme, COORDINATOR, by=None)


def invite_team(scene: Scene) -> None:
    for member in TEAM:
        if member is not COORDINATOR:
            _join(scene, scene.programme, member, by=scene.coordinator)


def promise(scene: Scene) -> None:
    """Blocks, clause and indicators, as the agreement has them; then the programme is shown."""
    by, programme = scene.coordinator, scene.programme
    blocks = {block.number: _add_block(programme, block, by=by) for block in words.BLOCKS}
    scene.clause = publish_clause(
        programme,
        words.CLAUSE.format(operator=OPERATOR.name, title=words.TITLE, email=words.CONTACT_EMAIL),
        by=by,
    )
    for number, indicator in enumerate(INDICATORS, start=1):
        add_indicator(
            programme,
            name=indicator.name,
            kind=indicator.kind,
            target=indicator.target,
            activity=blocks[indicator.block],
            plan_starts_on=_plan_starts_on(scene, indicator, blocks[indicator.block]),
            plan_ends_on=scene.cycle_days[8].days[-1],
            source_of_verification=indicator.source_of_verification,
            place_in_agreement=indicator.place_in_agreement(number),
            by=by,
        )
    scene.programme = publish_programme(programme, by=by)


def _plan_starts_on(scene: Scene, indicator: IndicatorText, block: Activity) -> dt.date:
    if indicator.plan == WITH_BLOCK:
        return block.starts_on
    first_cycle = scene.cycle_days[1].days
    return first_cycle[0] if indicator.plan == WITH_SESSIONS else first_cycle[-1]


def plan_cycles(scene: Scene) -> None:
    """Cycles enter one by one in the first days, and are published ten days before their recruitment opens."""
    created_at = scene.setup_at + MINUTE * 240
    for cycle in EIGHT_CYCLES:
        scene.timeline.at(created_at + MINUTE * 12 * cycle.number, partial(_create_cycle, scene, cycle))
        opens_at = scene.cycle_days[cycle.number].opens_at
        publish_at = max(created_at + MINUTE * (140 + cycle.number), opens_at - dt.timedelta(days=40))
        scene.timeline.at(publish_at, partial(_publish_cycle, scene, cycle))


def _create_cycle(scene: Scene, cycle: CycleText) -> None:
    days = scene.cycle_days[cycle.number]
    scene.cycles[cycle.number] = create_cycle(
        scene.programme,
        number=cycle.number,
        title=cycle.title,
        summary=cycle.summary,
        for_whom=cycle.for_whom,
        outcomes="\n".join(cycle.outcomes),
        level=cycle.level,
        accessibility=cycle.accessibility,
        childcare=cycle.childcare,
        place=cycle.place,
        capacity=CAPACITIES[cycle.number],
        recruitment_opens_at=days.opens_at,
        recruitment_closes_at=days.closes_at,
        share_for_certificate=75 if len(cycle.sessions) == 4 else 80,  # noqa: PLR2004  of four, one may be missed
        activity=scene.programme.activities.get(number=1),
        trainers=[scene.account(member) for member in TRAINERS[cycle.number]],
        is_example=True,
        by=scene.coordinator,
    )
    add_sessions(
        scene.cycles[cycle.number],
        [
            Planned(title, days.starts_at(index), days.ends_at(index))
            for index, title in enumerate(cycle.sessions)
        ],
        by=scene.coordinator,
    )


def _publish_cycle(scene: Scene, cycle: CycleText) -> None:
    scene.cycles[cycle.number] = publish_cycle(scene.cycles[cycle.number], by=scene.coordinator)


def set_up_other_programme(scene: Scene) -> None:
    """A small programme of another operator, not public: its coordinator sees nothing of the first one."""
    period = scene.calendar.period
    programme = create_programme(
        operator=scene.organisations[OTHER_OPERATOR.name],
        funder=words.OTHER_FUNDER,
        title=words.OTHER_TITLE,
        summary=words.OTHER_SUMMARY,
        description=words.OTHER_DESCRIPTION,
        fund=words.OTHER_FUND,
        funding_note=words.OTHER_FUNDING_NOTE,
        agreement_number=words.OTHER_AGREEMENT_NUMBER,
        starts_on=period.start,
        ends_on=period.end,
        city=words.CITY,
        contact_email=FOREIGN_COORDINATOR.email,
        by=None,
    )
    _say_example(programme, words.OTHER_EXAMPLE_NOTE)
    by = _join(scene, programme, FOREIGN_COORDINATOR, by=None)
    block = _add_block(programme, words.OTHER_BLOCK, by=by)
    publish_clause(
        programme,
        words.CLAUSE.format(
            operator=OTHER_OPERATOR.name, title=words.OTHER_TITLE, email=FOREIGN_COORDINATOR.email
        ),
        by=by,
    )
    add_indicator(
        programme,
        name=words.OTHER_INDICATOR,
        kind="workshops.people_attended",
        target=Decimal(10),
        activity=block,
        source_of_verification="Listy obecności",
        by=by,
    )
    days = scene.cycle_days[8]
    cycle = create_cycle(
        programme,
        title=words.OTHER_CYCLE_TITLE,
        capacity=10,
        recruitment_opens_at=days.opens_at,
        recruitment_closes_at=days.closes_at,
        place="Świetlica osiedlowa (przykład)",
        activity=block,
        is_example=True,
        by=by,
    )
    planned = [
        Planned(title, days.starts_at(i), days.ends_at(i)) for i, title in enumerate(words.OTHER_SESSIONS)
    ]
    add_sessions(cycle, planned, by=by)


def _add_block(programme: Programme, block: Block, *, by: Account) -> Activity:
    return add_activity(
        programme,
        number=block.number,
        title=block.title,
        short_title=block.short_title,
        description=block.description,
        target_group=block.target_group,
        starts_on=month_start(programme.starts_on, block.first_month - 1),
        ends_on=month_start(programme.starts_on, block.last_month) - dt.timedelta(days=1),
        by=by,
    )


def _join(scene: Scene, programme: Programme, member: Member, *, by: Account | None) -> Account:
    for role in member.roles:
        account = add_member(programme, email=member.email, name=member.name, role=role, by=by).account
    scene.accounts[member.email] = account
    return account


def _say_example(programme: Programme, note: str) -> None:
    """Marking invented data is the demonstration's own business: no page does it."""
    programme.example_note = note
    programme.save(update_fields=["example_note"])
