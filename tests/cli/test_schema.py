"""The command that prints the JSON Schema of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import packages
import pytest
from jsonschema import Draft202012Validator

import sanctledger as sl

Call = Callable[..., Any]
SALT = """
    from typing import Literal
    import sanctledger as sl

    class Salt(sl.Sanction, frozen=True):
        '''A quota of salt.'''
        kind: Literal["salt_quota"] = "salt_quota"
"""


def test_it_prints_the_schema(sanctledger: Call):
    ran = sanctledger("schema")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json() == sl.json_schema()


def test_installed_kinds_are_in_it(sanctledger: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = {"group": "sanctledger.kinds", "points": {"salt": "salt_of_the_schema"}}
    packages.offer(tmp_path, "salt", **package, salt_of_the_schema=SALT)
    monkeypatch.syspath_prepend(tmp_path)
    schema = sanctledger("schema").json()
    Draft202012Validator.check_schema(schema)
    assert schema["$defs"]["salt_quota"]["description"] == "A quota of salt."
    validator = Draft202012Validator(schema)
    record = {"kind": "salt_quota", "id": "a", "from": "2021", "sender": "us", "target": "by"}
    assert validator.is_valid({"records": [record]})
    assert not validator.is_valid({"records": [record | {"tonnes": 5}]})
