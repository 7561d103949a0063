"""Why somebody may be erased. Plain Python."""

from enum import StrEnum


class Reason(StrEnum):
    """Why somebody was erased. Chosen, not typed: people write names into reasons."""

    WROTE = "wrote"
    SAID = "said"
    MISTAKE = "mistake"
    OWN = "own"
    RETENTION = "retention"

    @classmethod
    def of_the_team(cls) -> tuple["Reason", ...]:
        """Those that the team chooses from."""
        return (cls.WROTE, cls.SAID, cls.MISTAKE)
