"""What people of the demonstration say about a cycle: (useful, clear, pace, recommend, liked, improve)."""

Said = tuple[int | None, int | None, int | None, int | None, str, str]

SAID: tuple[Said, ...] = (
    (5, 5, 4, 5, "Ćwiczenia na naszej własnej poczcie. Po cyklu mam porządek, nie tylko notatki.", ""),
    (5, 4, 3, 5, "Odpowiedzi na głupie pytania, bez oceniania.", "Więcej czasu na ostatnie ćwiczenie."),
    (4, 5, 5, 4, "", "Kawa mogłaby być wcześniej."),
    (4, 4, 2, 4, "Przykłady z małych organizacji.", "Dla mnie za szybko, zwłaszcza druga godzina."),
    (5, 5, 5, 5, "Praca w parach. Z sąsiadem z OSP mamy już wspólny kalendarz.", ""),
    (3, 4, 3, 4, "", "Wolę materiały przed spotkaniem, nie po."),
    (5, 4, 4, 5, "Laptop na miejscu i pomoc przy hasłach.", ""),
    (4, 3, 3, 4, "Że można było przyjść z własną sprawą.", "Mniej skrótów po angielsku."),
    (5, 5, 4, None, "Instrukcja, którą mogę dać następnej osobie.", ""),
    (2, 4, 5, 3, "", "Większość już znam, przydałaby się grupa bardziej zaawansowana."),
    (5, 5, 4, 5, "", ""),
    (4, 4, 4, 4, "Sala z pętlą indukcyjną, wszystko było słychać.", ""),
)
