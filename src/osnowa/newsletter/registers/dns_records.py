"""Asking the network what a domain says about its mail. Only when somebody presses the button."""

import dns.exception
import dns.resolver

SECONDS = 4.0
MOST_RECORDS = 20


class NoNetwork(Exception):
    """Nobody answered: no network, or the name servers are away. It says nothing about the domain."""


def texts_of(name: str) -> list[str]:
    """The TXT records of a name, each in one piece; empty where there are none. Raises NoNetwork."""
    try:
        resolver = dns.resolver.Resolver()
        resolver.lifetime = SECONDS
        answer = resolver.resolve(name, "TXT")
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as error:
        raise NoNetwork(name) from error
    return [
        b"".join(record.strings).decode("utf-8", "replace")[:2000] for record in list(answer)[:MOST_RECORDS]
    ]
