"""What the team still has to find out about an organisation. Plain Python; no number is ever compulsory."""

FORM, CONTACT = "form", "contact"  # without these the organisation stands on the list "to complete"
NUMBER, TOWN, REACH = "number", "town", "reach"  # worth having, asked for kindly on its page

UNKNOWN, INFORMAL = "unknown", "informal"


def needed(*, legal_form: str, has_contact: bool) -> tuple[str, ...]:
    """What must be completed: the legal form; for an informal group a contact person (instead of a number)."""
    if legal_form == UNKNOWN:
        return (FORM,)
    if legal_form == INFORMAL and not has_contact:
        return (CONTACT,)
    return ()


def welcome(*, legal_form: str, has_number: bool, has_town: bool, has_reach: bool) -> tuple[str, ...]:
    """What would help, but is not asked for with urgency."""
    return tuple(
        part
        for part, absent in (
            (NUMBER, not has_number and legal_form not in (INFORMAL, UNKNOWN)),
            (TOWN, not has_town),
            (REACH, not has_reach),
        )
        if absent
    )
