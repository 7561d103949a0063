"""The words by which an organisation agrees to be found by everybody. A changed text is a new version."""

LONGEST_ABOUT = 400  # characters

# In Polish, because that is what is agreed to; the English beside it helps readers of the English pages.
WORDINGS: tuple[tuple[str, str], ...] = (
    (
        (
            "Zgadzamy się, żeby każdy mógł znaleźć naszą organizację na tej stronie i przeczytać: nazwę, formę, "
            "miejscowość, adres strony internetowej, czym się zajmuje, z jakich narzędzi korzysta (tylko tych, przy "
            "których się na to zgodziła), oraz jej aktualne oferty i potrzeby."
        ),
        (
            "We agree that everybody may find our organisation on this site and read: its name, form, town, website, "
            "what it does, which tools it uses (only those where it agreed to that), and its current offers and needs."
        ),
    ),
)


def newest() -> int:
    """The version that is asked for today."""
    return len(WORDINGS)


def words_of(version: int, language: str = "pl") -> str:
    """The words of a version, in Polish or English."""
    polish, english = WORDINGS[version - 1]
    return english if language.startswith("en") else polish
