"""Numbers that pass their checks and belong to nobody.

KRS begins with 00099 (far above the register's last), NIP with 999 and REGON with 99: no tax office and no voivodeship
that we know of has those.
"""

from osnowa.portal.demonstration.organisations import Invented

OFFICES = {
    "simple_association": "Prezydent Miasta Białegostoku (przykład)",
    "sports_club": "Prezydent Miasta Białegostoku (przykład)",
    "pupils_sports_club": "Prezydent Miasta Białegostoku (przykład)",
}


def krs(sequence: int) -> str:
    return f"00099{sequence:05d}"


def nip(sequence: int) -> str:
    """A tax number with a right check digit. Bodies whose remainder is 10 are passed over, as the tax office does."""
    weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
    body = 999_000_000 + sequence * 10
    while (check := _weighted(weights, str(body))) == 10:  # noqa: PLR2004  no digit for it
        body += 1
    return f"{body}{check}"


def regon(sequence: int) -> str:
    """A statistical number with a right check digit."""
    body = f"99{sequence:06d}"
    return f"{body}{_weighted((8, 9, 2, 3, 4, 5, 6, 7), body) % 10}"


def numbers_of(row: Invented, sequence: int) -> list[tuple[str, str, str]]:
    """(kind, value, office) of each number that the row has. `sequence` is the row's own, from 1."""
    made = {
        "krs": krs(sequence),
        "nip": nip(sequence),
        "regon": regon(sequence),
        "arimr": f"PRZYKŁAD/KGW/{sequence:05d}",
        "local": f"PRZYKŁAD/{sequence}",
    }
    return [(kind, made[kind], OFFICES[row.form] if kind == "local" else "") for kind in row.numbers.split()]


def _weighted(weights: tuple[int, ...], digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11
