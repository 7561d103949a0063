"""Invented people: common Polish first names and surnames, put together by a seeded dice."""

import random
from collections import Counter
from dataclasses import dataclass

from osnowa.lib import text

WOMEN = (
    "Agnieszka Aleksandra Alicja Aneta Anna Barbara Beata Bożena Danuta Dorota Elżbieta Ewa Ewelina "
    "Grażyna Halina Helena Irena Iwona Izabela Jadwiga Joanna Jolanta Julia Justyna Kamila Karolina "
    "Katarzyna Kinga Krystyna Lidia Magdalena Małgorzata Maria Marta Martyna Marzena Milena Monika "
    "Natalia Olga Patrycja Paulina Renata Stanisława Sylwia Teresa Urszula Wanda Weronika Wiesława Zofia "
    "Żaneta"
).split()
MEN = (
    "Adam Andrzej Artur Bartosz Bogdan Cezary Damian Dariusz Edward Eryk Filip Grzegorz Henryk Ireneusz "
    "Jacek Jakub Jan Janusz Jarosław Jerzy Józef Kamil Karol Konrad Krzysztof Leszek Łukasz Maciej Marcin "
    "Marek Mariusz Mateusz Michał Mirosław Paweł Piotr Radosław Rafał Robert Ryszard Sebastian Sławomir "
    "Stanisław Szymon Tadeusz Tomasz Wiesław Wojciech Zbigniew Zdzisław"
).split()
# One form for everybody.
SURNAMES = (
    "Andrejczuk Backiel Bagan Białobrzeg Bielko Borowik Brzozak Bura Cieślak Czaban Czyżyk Daniluk Dąbek "
    "Doroszko Dudziak Filipiuk Gawryluk Głąb Gołąb Grodzki-Nita Gryka Grzyb Hajduk Halicz Iwaniuk Jabłoń "
    "Jakubiuk Januszko Jarmoc Jaworek Jurczuk Kaczor Kalinko Karpiuk Kiszko Klim Kokoszko Kondratiuk "
    "Kozak Kruk Krupa Kulesza Kuźma Lasota Leszczuk Lewczuk Łapiak Łoś Łuka Maciejuk Magnuszko Malinka "
    "Martyniuk Matejczuk Mazurek Michaluk Mróz Nazaruk Niedźwiedź Niewiarko Nikitiuk Nowik Ołdak Onopiuk "
    "Osipiuk Ostaszko Pacewicz Panasiuk Pawluczuk Perkun Piekut Pietruczuk Popko Prokopiuk Puchalik "
    "Radziwon Romańczuk Roszko Rybak Sacharczuk Sawczuk Siemieniako Sienkiel Skiepko Sokół Stasiuk Surel "
    "Szumko Szutko Szymaniuk Tarasiuk Tomaszuk Trochim Truszko Walczuk Wasiluk Wierzba Woronko Wołoszyn "
    "Wróbel Zajko Zdrajko Zubryk Żabko Żukowicz Żyliniec"
).split()
# -ski, -cki: given as a man has it.
SURNAMES_BY_GENDER = (
    "Baranowski Białowieski Bogacki Borkowski Brzeziński Choroszewski Czarnecki Dojlidzki Gąsowski "
    "Grabowski Jasiński Kalinowski Kamieński Krajewski Lipiński Lisowski Łapiński Malinowski Narewski "
    "Olszewski Ostrowski Piotrowski Podlaski Rutkowski Sadowski Sielski Skorupski Sokólski Supraski "
    "Szczerbiński Tykocki Wasilewski Wiśniewski Zabielski Zalewski Zawadzki"
).split()

NAMESAKES = 3  # at most so many people of one surname
SHARED_HOSTS = ("poczta.example", "skrzynka.example", "list.example")


@dataclass(frozen=True)
class Somebody:
    name: str
    email: str
    phone: str


class People:
    """Hands out people, never the same name twice. The same dice give the same people."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.used: set[str] = set()
        self.families: Counter[str] = Counter()

    def one(self, *, email: str = "") -> Somebody:
        """Somebody new. `email`: a mailbox that they share with others; empty: one of their own."""
        dice = self.dice
        while True:
            woman = dice.random() < 0.68  # noqa: PLR2004  volunteers in such workshops are mostly women
            first = dice.choice(WOMEN if woman else MEN)
            gendered = dice.random() < 0.3  # noqa: PLR2004  about the share of such surnames
            family = dice.choice(SURNAMES_BY_GENDER if gendered else SURNAMES)
            last = f"{family[:-1]}a" if gendered and woman else family
            name = f"{first} {last}"
            if name not in self.used and self.families[family] < NAMESAKES:
                break
        self.used.add(name)
        self.families[family] += 1
        own = f"{text.slug(first)}.{text.slug(last)}@{dice.choice(SHARED_HOSTS)}"
        phone = f"500 000 {dice.randrange(1000):03d}" if dice.random() < 0.6 else ""  # noqa: PLR2004
        return Somebody(name, email or own, phone)


@dataclass(frozen=True)
class Member:
    """One of the team. `about` is shown on public pages of trainers."""

    name: str
    email: str
    roles: tuple[str, ...]
    about: str = ""


COORDINATOR = Member("Alicja Wierzbicka", "alicja@wspolna-nic.example", ("coordinator",))
TRAINER_OF_TOOLS = Member(
    "Tomek Jaworowski",
    "tomek@wspolna-nic.example",
    ("trainer",),
    "trener narzędzi cyfrowych, 9 lat pracy w organizacjach",
)
TRAINER_OF_WORDS = Member(
    "Hanna Sokołowicz",
    "hanna@wspolna-nic.example",
    ("trainer",),
    "trenerka komunikacji, redaktorka lokalnej gazety",
)
TRAINER_OF_FIGURES = Member(
    "Bogna Malinowicz",
    "bogna@wspolna-nic.example",
    ("trainer",),
    "księgowa organizacji pozarządowych, prowadzi warsztaty od 2009 r.",
)
MENTOR = Member(
    "Paweł Kurpiel", "pawel@wspolna-nic.example", ("mentor",), "mentor wdrożeń, administrator sieci"
)
MENTOR_OF_FIGURES = Member(
    "Teresa Snuja", "teresa@wspolna-nic.example", ("mentor",), "mentorka finansów i porządku w dokumentach"
)
VOLUNTEER = Member("Bartosz Wątek", "bartosz@wolontariat.example", ("volunteer",))
VOLUNTEER_OF_PICTURES = Member("Lena Krosno", "lena@wolontariat.example", ("volunteer",))
VOLUNTEER_OF_LAW = Member("Ireneusz Supeł", "ireneusz@wolontariat.example", ("volunteer",))
HOST = Member("Iga Czółenko", "iga@wspolna-nic.example", ("host",))
EDITOR = Member("Róża Przędza", "roza@wspolna-nic.example", ("editor",))
EVALUATOR = Member("Cezary Miarka", "cezary@ewaluacja.example", ("evaluator",))
SECOND_EDITOR = Member("Wit Nawój", "wit@wspolna-nic.example", ("editor",))
TEAM = (
    COORDINATOR,
    TRAINER_OF_TOOLS,
    TRAINER_OF_WORDS,
    TRAINER_OF_FIGURES,
    MENTOR,
    MENTOR_OF_FIGURES,
    VOLUNTEER,
    VOLUNTEER_OF_PICTURES,
    VOLUNTEER_OF_LAW,
    HOST,
    EDITOR,
    SECOND_EDITOR,
    EVALUATOR,
)

FOREIGN_COORDINATOR = Member("Karol Dolistowski", "karol@nalaweczce.example", ("coordinator",))
