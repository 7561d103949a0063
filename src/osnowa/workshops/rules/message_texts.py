"""The words of the house for each kind of message: what stands there until a coordinator writes better ones."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A message in both languages. Paragraphs are parted by empty lines; what stands in braces is filled in."""

    subject_pl: str
    text_pl: str
    subject_en: str
    text_en: str

    def in_language(self, language: str) -> tuple[str, str]:
        """(subject, text). Where there is no English, the Polish stands."""
        if language.startswith("pl") or not (self.subject_en and self.text_en):
            return self.subject_pl, self.text_pl
        return self.subject_en, self.text_en


USUAL: dict[str, Words] = {
    "week_before": Words(
        "Zaproszenie: {spotkanie}, {data}",
        "Dzień dobry,\n\nzapraszamy na spotkanie „{spotkanie}” w cyklu „{cykl}”.\n\nKiedy: {data}, {godzina}\n"
        "Gdzie: {miejsce}\n\nJeśli coś stanie na przeszkodzie, zwolnij miejsce na swojej stronie. Skorzysta z niego "
        "ktoś "
        "z listy rezerwowej.",
        "Invitation: {session}, {date}",
        "Hello,\n\nyou are invited to the session “{session}” of the cycle “{cycle}”.\n\nWhen: {date}, {time}\n"
        "Where: {place}\n\nIf something comes up, release your place on your own page. Somebody from the reserve list "
        "will be glad to have it.",
    ),
    "confirm": Words(
        "Czy przyjdziesz? {cykl}, {data}",
        "Dzień dobry,\n\nniedługo zaczynamy cykl „{cykl}”.\n\nPierwsze spotkanie: {data}, {godzina}\nGdzie: "
        "{miejsce}\n\n"
        "Powiedz nam jednym kliknięciem, czy przyjdziesz. Jeśli nie możesz, zwolnij miejsce dla kogoś z listy "
        "rezerwowej.",
        "Are you coming? {cycle}, {date}",
        "Hello,\n\nthe cycle “{cycle}” begins soon.\n\nFirst session: {date}, {time}\nWhere: {place}\n\n"
        "Tell us with one tap whether you are coming. If you cannot, release the place for somebody on the reserve "
        "list.",
    ),
    "day_before": Words(
        "Przypomnienie: {spotkanie}, {data}",
        "Dzień dobry,\n\nprzypominamy o spotkaniu „{spotkanie}”.\n\nKiedy: {data}, {godzina}\nGdzie: {miejsce}\n\n"
        "Do zobaczenia!",
        "Reminder: {session}, {date}",
        "Hello,\n\na reminder of the session “{session}”.\n\nWhen: {date}, {time}\nWhere: {place}\n\nSee you there!",
    ),
    "hours_before": Words(
        "Za dwie godziny: {spotkanie}",
        "Za dwie godziny zaczynamy spotkanie „{spotkanie}”.\n\nKiedy: {data}, {godzina}\nGdzie: {miejsce}",
        "In two hours: {session}",
        "In two hours the session “{session}” begins.\n\nWhen: {date}, {time}\nWhere: {place}",
    ),
    "after": Words(
        "Po spotkaniu: {spotkanie}",
        "Dzień dobry,\n\ndziękujemy za udział w spotkaniu „{spotkanie}” ({data}).\n\nTerminy następnych spotkań i "
        "wszystko "
        "o Twoim zgłoszeniu jest na Twojej stronie.\n\nNapisz w odpowiedzi, co się przydało, a czego zabrakło. "
        "Przeczytamy każde słowo.",
        "After the session: {session}",
        "Hello,\n\nthank you for taking part in the session “{session}” ({date}).\n\nThe dates of the next sessions "
        "and "
        "all about your sign-up are on your own page.\n\nAnswer this e-mail and tell us what was useful and what was "
        "missing. We read every word.",
    ),
    "missed": Words(
        "Szkoda, że się nie udało: {spotkanie}",
        "Dzień dobry,\n\nspotkanie „{spotkanie}” ({data}) odbyło się bez Ciebie. Nic straconego: terminy następnych "
        "spotkań są na Twojej stronie.\n\nJeśli nie możesz już przychodzić, zwolnij miejsce albo napisz do nas.",
        "We missed you: {session}",
        "Hello,\n\nthe session “{session}” ({date}) took place without you. Nothing is lost: the dates of the next "
        "sessions are on your own page.\n\nIf you cannot come any more, release your place or write to us.",
    ),
}
