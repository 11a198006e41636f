"""The command that lists what stands on a day, and what it can be filtered by."""

from __future__ import annotations

import pytest

ON = ("--on", "2025-10-01")


def ids(answer, name):
    return {item["id"] for item in answer[name]}


def test_the_sides_a_state_and_a_deal_choose(sanctledger):
    found = sanctledger("show", "belarus", "--from", "us", "--to", "belavia", *ON, "--json").json()
    assert {item["sender"] for item in found["sanctions"]} == {"us"}
    assert {item["target"] for item in found["sanctions"]} == {"belavia"}
    assert "us-gl-11" in ids(found, "easings")
    assert ids(found, "pledges") == set()
    in_force = sanctledger("show", "belarus", "--to", "belavia", "--state", "in_force", *ON, "--json").json()
    assert [name for name in in_force if isinstance(in_force[name], list)] == ["sanctions", "easings"]
    assert "eu-freeze-belavia" in ids(in_force, "sanctions")
    deal = sanctledger("show", "belarus", "concessions", "--deal", "minsk-2025-09", *ON, "--json").json()
    assert ids(deal, "concessions") == {"by-release-52"}


def test_a_state_stands_for_what_belongs_to_it_unless_only_those_named_count(sanctledger):
    every = sanctledger("show", "belarus", "sanctions", "--to", "by", *ON, "--json").json()
    named = sanctledger("show", "belarus", "sanctions", "--to", "by", "--named", *ON, "--json").json()
    assert "us-sdn-belavia" in ids(every, "sanctions") - ids(named, "sanctions")
    assert {item["target"] for item in named["sanctions"]} == {"by"}


def test_a_kind_or_a_program_leaves_out_the_lists_that_have_none(sanctledger):
    kinds = sanctledger("show", "belarus", "--kind", "general_license,release", *ON, "--json").json()
    assert [name for name in kinds if isinstance(kinds[name], list)] == [
        "sanctions",
        "easings",
        "concessions",
        "coercions",
    ]
    assert {item["kind"] for name in ("easings", "concessions") for item in kinds[name]} == {
        "general_license",
        "release",
    }


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("pledges", "--kind", "release"), "pledges have no kind"),
        (
            ("easings", "--state", "partly_eased"),
            "easings have no state partly_eased; choose among in_force, without_effect",
        ),
        (("--state", "frob"), "no list with these filters has state frob"),
        (("sanctions", "--kind", "asset_freez"), "did you mean `asset_freeze`?"),
        (("--to", "belavi"), "did you mean `belavia`?"),
        (("--deal", "minsk"), "holds no deal `minsk`"),
    ],
)
def test_what_nothing_can_be_filtered_by_is_said_in_a_line(sanctledger, asked, said):
    ran = sanctledger("show", "belarus", *asked)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())
