"""What organisations offer and need in the demonstration. Invented, like the organisations."""

from dataclasses import dataclass

from osnowa.cooperation.models import Announcement, Topic

OFFER, NEED = Announcement.Kind.OFFER, Announcement.Kind.NEED


@dataclass(frozen=True)
class AnswerText:
    """`days`: after the announcement. `fate`: waiting, accepted, declined, withdrawn. `came_of`: of a connection."""

    days: int
    text: str
    fate: str = "waiting"
    word: str = ""
    came_of: str = ""


@dataclass(frozen=True)
class AnnouncementText:
    """`days`: how many before today it was announced. `lasts`: days on the board. `end`: open, closed or hidden."""

    days: int
    kind: str
    topic: str
    title: str
    text: str
    lasts: int = 60
    end: str = "open"
    answers: tuple[AnswerText, ...] = ()


ANNOUNCEMENTS: tuple[AnnouncementText, ...] = (
    AnnouncementText(
        50,
        OFFER,
        Topic.EQUIPMENT,
        "Pożyczymy rzutnik i ekran",
        "Rzutnik i rozkładany ekran (180 cm) stoją u nas przez większość tygodnia.\n"
        "Pożyczamy bezpłatnie na jeden lub dwa dni. Prosimy o odbiór i zwrot własnym transportem.",
        lasts=120,
        answers=(
            AnswerText(
                2,
                "Robimy pokaz filmu dla seniorów w świetlicy. Rzutnik przydałby się nam na jedno popołudnie.",
                "accepted",
                came_of="equipment",
            ),
            AnswerText(
                30, "Prowadzimy zajęcia dla młodzieży. Czy rzutnik jest wolny w soboty? Odbierzemy go sami."
            ),
        ),
    ),
    AnnouncementText(
        47,
        NEED,
        Topic.APPLICATION,
        "Szukamy partnera do wniosku o ogród społeczny",
        "Chcemy złożyć wniosek o mały grant na ogród przy bibliotece. Mamy miejsce i zgodę zarządcy.\n"
        "Szukamy organizacji, która zna się na zieleni i poprowadzi dwa warsztaty dla mieszkańców.",
        lasts=60,
        end="closed",
        answers=(
            AnswerText(
                3,
                "Prowadzimy takie warsztaty od kilku lat. Możemy wziąć na siebie plan nasadzeń i zajęcia.",
                "accepted",
                came_of="application",
            ),
            AnswerText(
                6,
                "Możemy pomóc w promocji wśród sąsiadów i dać wolontariuszy na dzień sadzenia.",
                "declined",
                word="Dziękujemy! Tym razem mamy już partnera, odezwiemy się przy następnym naborze.",
            ),
        ),
    ),
    AnnouncementText(
        44,
        OFFER,
        Topic.KNOWLEDGE,
        "Nauczymy, jak założyć wspólny kalendarz",
        "Po warsztatach przenieśliśmy wszystkie dyżury do jednego kalendarza. Chętnie pokażemy, jak to działa.\n"
        "Dwie godziny u Was albo w biurze NGO, dla najwyżej pięciu osób.",
        lasts=90,
        answers=(
            AnswerText(
                4,
                "U nas każdy ma swój zeszyt z terminami. Poprosimy o spotkanie po godzinie 17.",
                "accepted",
                came_of="knowledge",
            ),
        ),
    ),
    AnnouncementText(
        41,
        NEED,
        Topic.PLACE,
        "Potrzebujemy sali na wtorkowe spotkania",
        "Spotykamy się raz w tygodniu, we wtorki wieczorem, na dwie godziny. Jest nas osiemnaście osób.\n"
        "Wystarczy pokój z krzesłami i dostęp do wody.",
        lasts=30,
    ),
    AnnouncementText(
        36,
        OFFER,
        Topic.PLACE,
        "Udostępnimy salę na 20 osób w soboty",
        "Sala z zapleczem kuchennym, wejście z poziomu ulicy, toaleta dla osób na wózkach.\n"
        "Bezpłatnie dla organizacji i grup. Prosimy tylko o posprzątanie po spotkaniu.",
        lasts=150,
        answers=(
            AnswerText(
                1,
                "Szukamy miejsca na zebranie naszej grupy raz w miesiącu. Dostępność jest dla nas bardzo ważna.",
                "accepted",
                came_of="nothing_yet",
            ),
            AnswerText(
                9, "Czy sala nadaje się na warsztaty taneczne? Przyniesiemy własny głośnik.", "withdrawn"
            ),
        ),
    ),
    AnnouncementText(
        33,
        NEED,
        Topic.PEOPLE,
        "Szukamy osób do poprowadzenia gier na festynie",
        "W czerwcu robimy festyn osiedlowy. Brakuje nam czterech osób do gier dla dzieci.\n"
        "Zapewniamy obiad, koszulki i wpis do porozumienia wolontariackiego.",
        lasts=40,
        answers=(
            AnswerText(
                5,
                "Mamy drużynę wolontariuszy ze szkoły średniej. Przyjdziemy w pięć osób z własnymi grami.",
                "accepted",
                came_of="event",
            ),
        ),
    ),
    AnnouncementText(
        30,
        OFFER,
        Topic.PROMOTION,
        "Opowiemy o Was w naszym podkaście",
        "Nagrywamy co tydzień rozmowę z jedną organizacją z miasta. Nagranie trwa pół godziny.\n"
        "Nie trzeba doświadczenia, pytania wysyłamy wcześniej.",
        lasts=120,
        answers=(
            AnswerText(
                2,
                "Chętnie opowiemy, po co nam wspólny kalendarz. Pasuje nam każdy czwartek.",
                "accepted",
            ),
            AnswerText(
                12,
                "Chcemy opowiedzieć, jak zaczynaliśmy jako grupa sąsiadów. Kiedy jest najbliższe nagranie?",
            ),
        ),
    ),
    AnnouncementText(
        27,
        NEED,
        Topic.DIGITAL,
        "Kto pomoże przenieść stronę na nowy serwer?",
        "Nasza strona stoi na prywatnym koncie byłego prezesa. Chcemy ją przenieść i mieć do niej dostęp.\n"
        "Strona ma kilkanaście podstron i galerię zdjęć.",
        lasts=75,
        answers=(
            AnswerText(
                3,
                "Przechodziliśmy przez to rok temu. Możemy usiąść z Wami na jedno popołudnie i zrobić to razem.",
            ),
        ),
    ),
    AnnouncementText(
        24,
        OFFER,
        Topic.OTHER,
        "Tanie pozycjonowanie stron dla każdego",
        "Zapewniamy pierwsze miejsce w wyszukiwarce w siedem dni. Atrakcyjne ceny, pełen pakiet.",
        lasts=90,
        end="hidden",
    ),
    AnnouncementText(
        20,
        NEED,
        Topic.EQUIPMENT,
        "Przyjmiemy używaną maszynę do szycia",
        "Zaczynamy sąsiedzkie szycie i brakuje nam jednej maszyny. Może być do naprawy.\n"
        "Odbierzemy ją sami z terenu miasta i okolic.",
        lasts=90,
        answers=(
            AnswerText(
                2,
                "Mamy maszynę po dawnej pracowni, sprawną, bez pokrowca. Możemy ją oddać na stałe.",
                "accepted",
            ),
        ),
    ),
    AnnouncementText(
        16,
        OFFER,
        Topic.KNOWLEDGE,
        "Sprawdzimy Wasze sprawozdanie przed wysłaniem",
        "Nasza skarbniczka ma za sobą dwanaście sprawozdań z dotacji. Raz w tygodniu czyta cudze.\n"
        "Prosimy o przesłanie dokumentów najpóźniej dziesięć dni przed terminem.",
        lasts=120,
    ),
    AnnouncementText(
        12,
        NEED,
        Topic.EVENT,
        "Zróbmy razem dzień otwartych drzwi",
        "Szukamy organizacji, które tego samego dnia otworzą swoje miejsca i pokażą, co robią.\n"
        "Plakat i mapę bierzemy na siebie.",
        lasts=60,
        answers=(AnswerText(2, "Wchodzimy w to: pokażemy naszą salę i zrobimy zajęcia dla dzieci."),),
    ),
    AnnouncementText(
        8,
        OFFER,
        Topic.PEOPLE,
        "Osoby po kursie pierwszej pomocy na Wasze wydarzenie",
        "Cztery nasze osoby mają aktualny kurs. Trzy razy w roku możemy dyżurować u innych, bezpłatnie.\n"
        "Plan wydarzenia prosimy przysłać miesiąc wcześniej.",
        lasts=170,
    ),
    AnnouncementText(
        4,
        NEED,
        Topic.DIGITAL,
        "Jak prowadzicie bazę członków? Szukamy kogoś na rozmowę",
        "Mamy trzy arkusze i żaden nie jest aktualny. Chcemy zobaczyć, jak robi to inna organizacja.\n"
        "Wystarczy godzina, przyjedziemy do Was.",
        lasts=45,
    ),
)
