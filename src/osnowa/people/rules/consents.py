"""The words that people agree to, by kind and version. A changed text is a new version; old ones stay readable."""

NEWSLETTER, IMAGE, TOOLS = "newsletter", "image", "tools"
ASKED_OF_EVERYBODY = (NEWSLETTER, IMAGE)  # the others are asked where they belong

# In Polish, because that is what is agreed to; the English beside it helps readers of the English pages.
WORDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    NEWSLETTER: (
        (
            "Zgadzam się na listy z nowościami o programach i warsztatach na mój adres e-mail.",
            "I agree to letters with news of programmes and workshops to my e-mail address.",
        ),
    ),
    IMAGE: (
        (
            "Zgadzam się na zdjęcia z moim wizerunkiem z zajęć w aktualnościach i w sprawozdaniach programów.",
            "I agree to photographs of me at sessions in the news and reports of programmes.",
        ),
    ),
    TOOLS: (
        (
            (
                "Zgadzam się, żeby strony narzędzi pokazywały wszystkim moje imię i nazwisko oraz to, jak dobrze znam "
                "narzędzie."
            ),
            "I agree that the pages of tools show everybody my name and how well I know the tool.",
        ),
    ),
}


def newest(kind: str) -> int:
    """The version that is asked for today."""
    return len(WORDINGS[kind])


def words_of(kind: str, version: int, language: str = "pl") -> str:
    """The words of a version, in Polish or English."""
    polish, english = WORDINGS[kind][version - 1]
    return english if language.startswith("en") else polish
