"""The news of a morning: changes since yesterday evening, in the world and in what is known about it.

Prints:

    since the close of 2025-09-15:
      happened: 2025-09-16 by-pardon-2025-09-16: by -> us: 25 prisoners
      taken back: 2025-09-11 by-statkevich-back: by takes back 1 prisoner of by-release-52
      changed: 2025-09-11 by-release-52: in_effect → part_reversed, 52 → 51 prisoners
    Mikola Statkevich is held, by by-statkevich-back
"""

from __future__ import annotations

import sanctledger as sl


def main() -> None:
    """Compare 16 September 2025, as known on that day, with the evening before."""
    view = sl.load("belarus").at("2025-09-16", known="2025-09-16", reading="stated")
    changes = view.changes("2025-09-15")
    print(f"since the close of {changes.since}:")
    for change in changes.of("opened"):
        if change.kind == "pardon":
            print(f"  happened: {change.day} {change.record}: {change.says}")
    for change in changes.of("reversed"):
        print(f"  taken back: {change.day} {change.record}: {change.says}")
    for change in changes.of("changed"):
        if change.kind == "release":
            print(f"  changed: {change.day} {change.record}: {change.says}")

    person = view.who("statkevich")
    print(f"{person.name} is {person.state}, by {' '.join(person.by)}")


if __name__ == "__main__":
    main()
