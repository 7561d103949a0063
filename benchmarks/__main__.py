"""python -m benchmarks                      lists them
python -m benchmarks NAME [options] [--json]  runs one; --json prints one JSON object and nothing else
"""

import argparse
import json
import sys
from types import ModuleType

from benchmarks import (
    booking_race,
    certificate,
    kill,
    newsletter,
    newsletter_kill,
    pages,
    ranking,
    reserve,
    restore,
    search,
    signup,
    timetable,
)

BENCHMARKS: dict[str, ModuleType] = {
    "signup": signup,
    "pages": pages,
    "kill": kill,
    "certificate": certificate,
    "restore": restore,
    "booking-race": booking_race,
    "ranking": ranking,
    "reserve": reserve,
    "timetable": timetable,
    "newsletter": newsletter,
    "newsletter-kill": newsletter_kill,
    "search": search,
}


def main(arguments: list[str]) -> int:
    if not arguments:
        for name, module in BENCHMARKS.items():
            print(f"{name:16} {module.SUMMARY}")
        print("\npython -m benchmarks NAME --help says what each can be asked.")
        return 0
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    each = parser.add_subparsers(dest="name", required=True)
    for name, module in BENCHMARKS.items():
        one = each.add_parser(name, help=module.SUMMARY, description=module.__doc__)
        one.add_argument("--json", action="store_true", help="one JSON object on standard output")
        module.add_arguments(one)
    options = parser.parse_args(arguments)
    result = BENCHMARKS[options.name].run(options)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        for key, value in result.items():
            print(f"{key:26} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
