"""No message echoes a very long argument or value whole."""

from __future__ import annotations

import pytest

LONG = "x" * 1_000_000


@pytest.mark.parametrize(
    "asked",
    [
        (LONG,),
        ("balance", "belarus", "us", "by", f"--{LONG}"),
        ("balance", "belarus", "us", "by", "--reading", LONG),
        ("balance", "belarus", "us", "by", "--on", LONG),
        ("balance", "belarus", LONG),
        ("balance", "belarus", "us", "by", "more", LONG),
        ("check", LONG),
        ("history", "belarus", LONG),
        ("show", "belarus", "--state", LONG),
        ("settle", "belarus", LONG),
        ("verdict", "belarus", "--actor", LONG, "--action", "export"),
        ("durations", "belarus", "--kind", LONG),
    ],
    ids=lambda asked: " ".join(one[:9] for one in asked),
)
def test_a_long_argument_is_cut(sanctledger, asked):
    ran = sanctledger(*asked)
    assert ran.status
    assert max(map(len, (ran.out + ran.err).splitlines())) < 1500


@pytest.mark.parametrize("field", ["id", "kind", "from", "giver", "quantity", "note2", "sources", "deal", "status"])
def test_a_long_value_is_cut_in_findings(sanctledger, tmp_path, field):
    fields = {
        "id": "r",
        "kind": "release",
        "from": "2020-01-01",
        "giver": "by",
        "receiver": "us",
        field: LONG[:300_000],
    }
    path = tmp_path / "ledger.yaml"
    written = "".join(f"    {name}: {value}\n" for name, value in fields.items()).replace("    ", "  - ", 1)
    path.write_text(
        f"sanctledger: 1\nparties: {{us: {{kind: state}}, by: {{kind: state}}}}\nrecords:\n{written}", "utf-8"
    )
    ran = sanctledger("check", str(path))
    assert ran.status == 1
    assert max(map(len, ran.out.splitlines())) < 1500
