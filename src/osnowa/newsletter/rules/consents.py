"""The words that readers agree to, by version. A changed text is a new version; old ones stay readable."""

# In Polish, because that is what is agreed to; the English beside it helps readers of the English pages.
WORDINGS: tuple[tuple[str, str], ...] = (
    (
        "Chcę dostawać na ten adres listy z nowościami na wybrane tematy. Mogę zrezygnować w każdej chwili.",
        "I want letters with news on the chosen topics to this address. I can give up at any time.",
    ),
)


def newest() -> int:
    """The version that is asked for today."""
    return len(WORDINGS)


def words_of(version: int, language: str = "pl") -> str:
    """The words of a version, in Polish or English. Raises IndexError for a version that never was."""
    if version < 1:
        raise IndexError(version)
    polish, english = WORDINGS[version - 1]
    return english if language.startswith("en") else polish
