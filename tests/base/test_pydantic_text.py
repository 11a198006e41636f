"""Every value as a field of a pydantic model, in JSON, and in JSON Schema."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

import pytest
from annotated_types import Len
from jsonschema import Draft202012Validator
from pydantic import AfterValidator, BaseModel, TypeAdapter, ValidationError

import sanctledger as sl
from sanctledger.base.pydantic_text import worded, written

VALUES: list[tuple[type[Any], list[Any], Any]] = [
    (sl.Bounds, ["52", "51..52", "1,001 or more", 5, {"low": 1, "high": None}], "dozens"),
    (sl.Quantity, ["52 prisoners", "over 1000 prisoners", {"low": 1, "unit": "USD"}], "52"),
    (sl.UncertainDate, ["2025-09", "2025-09..", "unknown"], "soon"),
    (sl.Span, ["from 2025-09-12 until 2025-09-25", {"from": "2025", "through": "2026"}], "2025"),
    (sl.Periods, ["certain 2025-09-11/..", "never"], "sometimes"),
    (sl.Scope, [{"goods": ["aviation.parts"]}, "action=export", {"excluding": [{"action": "unblock"}]}], "everything"),
    (sl.Citation, ["seed", {"source": "seed", "at": "p. 3"}], "two words"),
]
IDS = [cls.__name__ for cls, _, _ in VALUES]


def _even(number: int) -> int:
    if number % 2:
        raise ValueError("Is odd, not 'even'")
    return number


@pytest.mark.parametrize(("cls", "accepted", "refused"), VALUES, ids=IDS)
def test_a_value_is_a_field_of_a_model_and_goes_through_json_and_back(
    cls: type[Any], accepted: list[Any], refused: Any
):
    class Model(BaseModel):
        value: cls

    for raw in accepted:
        model = Model(value=raw)
        assert isinstance(model.value, cls)
        assert Model.model_validate_json(model.model_dump_json()) == model
        assert Model(value=model.value) == model
        assert model.model_dump()["value"] is model.value
        json.dumps(model.model_dump(mode="json"))


@pytest.mark.parametrize(("cls", "accepted", "refused"), VALUES, ids=IDS)
def test_a_refusal_is_one_error_that_says_what_would_be_accepted(cls: type[Any], accepted: list[Any], refused: Any):
    with pytest.raises(ValidationError) as failed:
        TypeAdapter(cls).validate_python(refused)
    (error,) = failed.value.errors()
    assert (error["type"], "write" in error["msg"]) == ("sanctledger_read", True)


@pytest.mark.parametrize(("cls", "accepted", "refused"), VALUES, ids=IDS)
def test_the_schema_takes_what_is_read_and_its_own_examples(cls: type[Any], accepted: list[Any], refused: Any):
    schema = TypeAdapter(cls).json_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert schema["title"] == cls.__name__
    assert schema["description"].endswith(".")
    examples = [
        *schema.get("examples", ()),
        *(one for form in schema.get("anyOf", ()) for one in form.get("examples", ())),
    ]
    for raw in accepted + examples:
        validator.validate(raw)
        TypeAdapter(cls).validate_python(raw)
    assert not validator.is_valid([5.5])


@pytest.mark.parametrize("cls", [cls for cls, _, _ in VALUES], ids=IDS)
@pytest.mark.parametrize("raw", [5.5, None, [["x"]]])
def test_no_value_takes_a_float_nothing_or_a_nested_list(cls: type[Any], raw: Any):
    with pytest.raises(ValidationError):
        TypeAdapter(cls).validate_python(raw)


@pytest.mark.parametrize(
    ("annotation", "raw", "said"),
    [
        (int, "x", "'x' should be a valid integer"),
        (bool, "maybe", "'maybe' is neither yes nor no: write `true` or `false`"),
        (tuple[str, ...], "x", "'x' is no list"),
        (str, ["x" * 80], f"`[{'x' * 55}...]` is no text"),
        (str, {"a": ["b", {"c": None}]}, "`{a: [b, {c: None}]}` is no text"),
        (str, ["x" * 30, "y" * 60, "z"], f"`[{'x' * 30}, {'y' * 23}...]` is no text"),
        (Literal["press", "primary"], "primry", "'primry' should be `press` or `primary`; did you mean `primary`?"),
        (Annotated[int, AfterValidator(_even)], 3, "3: is odd, not `even`"),
        (Annotated[list[int], Len(1)], [], "names nothing: leave it out, or name at least one"),
    ],
)
def test_what_pydantic_says_of_a_value_is_worded_for_people(annotation: Any, raw: Any, said: str):
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(annotation).validate_python(raw)
    (error,) = raised.value.errors()
    assert worded(error["type"], error["msg"], error["input"]) == said


def test_a_value_is_shown_as_a_file_would_hold_it_and_never_at_length():
    values = (
        ["x" * 1000] * 1000,
        {"k" * 1000: list(range(1000))},
        [[[[[[[[[["deep"]]]]]]]]]],
        {n: n for n in range(999)},
    )
    for value in values:
        assert len(written(value)) < 200
    assert written([[[[[[[["deep"]]]]]]]]) == "`[[[[[[[...]]]]]]]`"
    with pytest.raises(sl.errors.ReadError, match=re.escape("'{sorce: notice}' is not a citation")):
        sl.Citation.read({"sorce": "notice"})
