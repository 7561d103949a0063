"""Who signs up next, and what they type into the one free field."""

from dataclasses import dataclass

from osnowa.portal.demonstration.names import People, Somebody
from osnowa.portal.demonstration.numbers import krs
from osnowa.portal.demonstration.organisations import GROUP_THAT_REGISTERS, GROUPS, ORGANISATIONS

FIRST_SEQUENCE = 4  # of ORGANISATIONS; the operators and the group that registers come before

FROM_A_NEW_ONE = 0.5  # of newcomers come from an organisation that sent nobody yet
KNOWN_AGAIN = 0.07  # of sign-ups are by somebody who was in an earlier cycle
SHARE_A_MAILBOX = 0.3
TYPE_THE_NUMBER = 0.1
TYPE_IN_SMALL_LETTERS = 0.2

# What a few typed that the registry does not know, or not surely: (cycle, order of arrival) -> the typed words.
TYPED: dict[tuple[int, int], str] = {
    (1, 4): "Most nad Białą",
    (1, 19): "Klub Książki na Młynowej",
    (2, 3): "Rowerowy Wschód Białystok",
    (3, 8): "Koło Fotograficzne Kadr",
    (4, 5): "Szydełka we wtorki",
    (5, 2): "Zielone Podwórko",
    (6, 1): "OSP Nowa Osnowa",
    (7, 3): "Fundacja Nitki",
    (7, 6): "Grupa nieformalna Spacery po Dziesięcinach",
}


@dataclass(frozen=True)
class Group:
    """Where somebody may come from. `sequence`: of its numbers, 0 where it has no KRS."""

    name: str
    host: str = ""
    sequence: int = 0


@dataclass(frozen=True)
class SignUp:
    somebody: Somebody
    typed: str


class Crowd:
    """Hands out sign-ups. The same dice give the same crowd."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.dice = people.dice
        self.unseen = [
            *(
                Group(row.name, row.host, sequence if "krs" in row.numbers else 0)
                for sequence, row in enumerate(ORGANISATIONS, start=FIRST_SEQUENCE)
            ),
            *(Group(name) for name, _years, _aims in GROUPS),
            Group(GROUP_THAT_REGISTERS),
        ]
        self.dice.shuffle(self.unseen)
        self.seen: list[Group] = []
        self.before: list[tuple[int, SignUp]] = []

    def next(self, cycle: int, order: int) -> SignUp:
        """The `order`-th sign-up for a cycle."""
        if (cycle, order) in TYPED:
            return SignUp(self.people.one(), TYPED[cycle, order])
        sign_up = self._known_again(cycle) or self._newcomer()
        self.before.append((cycle, sign_up))
        return sign_up

    def _known_again(self, cycle: int) -> SignUp | None:
        if self.dice.random() >= KNOWN_AGAIN:
            return None
        here = {sign_up for number, sign_up in self.before if number == cycle}
        others = [sign_up for _number, sign_up in self.before if sign_up not in here]
        return self.dice.choice(others) if others else None

    def _newcomer(self) -> SignUp:
        if self.unseen and (not self.seen or self.dice.random() < FROM_A_NEW_ONE):
            self.seen.append(self.unseen.pop())
            group = self.seen[-1]
        else:
            group = self.dice.choice(self.seen)
        shared = bool(group.host) and self.dice.random() < SHARE_A_MAILBOX
        somebody = self.people.one(email=f"biuro@{group.host}.example" if shared else "")
        chance = self.dice.random()
        if group.sequence and chance < TYPE_THE_NUMBER:
            return SignUp(somebody, krs(group.sequence))
        if chance > 1 - TYPE_IN_SMALL_LETTERS:
            return SignUp(somebody, group.name.replace("„", "").replace("”", "").lower())
        return SignUp(somebody, group.name)
