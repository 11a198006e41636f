"""Made-up packages for the tests: a folder that holds modules and the metadata that an installer would leave."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

#: The module of a package that offers rules: one that works, one that breaks off, and one whose code is taken.
RULES = """
    from sanctledger.checks import BUILT_IN, Flaw, Rule

    def nameless(snapshot):
        '''Parties without a name.'''
        for party in snapshot.record_index.records.values():
            if party.family == "party" and not party.name:
                yield Flaw("it has no name", party.id, "name")

    def broken(snapshot):
        yield Flaw("one thing")
        raise KeyError("x\\ny")

    NAMED = Rule("ZZ101", "info", "every party has a name", nameless)
    BROKEN = Rule("ZZ102", "info", "it works", broken)
    TAKEN = Rule("SL101", "info", "mine", nameless)
    both = [NAMED, BROKEN]
    odd = [NAMED, 7]
"""


def offer(folder: Path, name: str, group: str, points: Mapping[str, str], **modules: str) -> Path:
    """Write a package that offers entry points of a group; the folder, which is to stand on the path."""
    listed = "\n".join(f"{point} = {value}" for point, value in points.items())
    metadata = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text(f"[console_scripts]\n\n[{group}]\n{listed}\n", "utf-8")
    for module, code in modules.items():
        (folder / f"{module}.py").write_text(dedent(code), "utf-8")
    return folder
