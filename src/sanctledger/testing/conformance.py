"""The conformance suite of kinds: one call that tries whether a kind of yours behaves like a built-in one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from sanctledger.base.arguments import refusing
from sanctledger.base.common_errors import SanctledgerError
from sanctledger.files.json_schema import json_schema
from sanctledger.ledger import Ledger
from sanctledger.records.kind_checks import kinds_of
from sanctledger.records.kind_pages import described
from sanctledger.records.kinds import KINDS, Kinds
from sanctledger.records.record import Record
from sanctledger.testing import kind_laws as laws
from sanctledger.testing.kind_laws import Breach
from sanctledger.testing.random_fields import Unknown
from sanctledger.testing.random_ledgers import ledgers
from sanctledger.testing.random_records import from_kind, plain_records

_SENTENCE = (".", ".)", "!", "?")


class KindFault(AssertionError):
    """A kind that does not behave as a built-in one does.

    Attributes:
        cls: The class.
        law: What it breaks, in a clause.
        said: What is wrong.
        fix: What to do about it.
    """

    def __init__(self, cls: type, law: str, said: str, fix: str) -> None:
        super().__init__(f"{cls.__module__}.{cls.__qualname__}, {law}: {said}; {fix}")
        self.cls, self.law, self.said, self.fix = cls, law, said, fix


@refusing
def check_kind(
    cls: type[Record], kinds: Kinds = KINDS, *, examples: int = 25, **fields: st.SearchStrategy[Any]
) -> None:
    """Try whether a kind behaves like a built-in one: what it says of itself, its files, its schema, its entries.

    Each record of the kind reads back as it was written, as YAML and as JSON lines; it fits the schema, cannot be
    changed, and tells of what it refers to. Its entries obey the laws: what one gives the other receives, what was not
    known does not count, doubt never makes an answer narrower, no order means anything, and what is reversed, disputed
    or retracted counts as it should.

    Args:
        cls: The class.
        kinds: The catalogue in which it is to live; it joins it if it is not in it yet.
        examples: How many records, and how many ledgers, are tried for each promise.
        **fields: What to draw for some fields, by their names, as a file would hold it: for a type that nobody else
            knows. `Field(examples=[...])` says it in the class itself.

    Raises:
        KindFault: It does not; the error says what is wrong, and what to fix. The first that is found is told.
    """
    _Trial(cls, kinds, examples, fields).run()


class _Trial:
    """One run of the suite."""

    def __init__(
        self, cls: type[Record], kinds: Kinds, examples: int, fields: dict[str, st.SearchStrategy[Any]]
    ) -> None:
        self.cls, self.examples, self.fields = cls, examples, fields
        with _Telling(cls, "joins the catalogue"):
            self.kinds = kinds.with_kind(cls)

    def run(self) -> None:
        """Try everything, the plainest first."""
        self._says_what_it_is()
        self._can_be_drawn()
        validators = self._schemas()

        def fits(plain: dict[str, Any]) -> None:
            laws.names_what_it_refers_to(plain, self.cls, self.kinds)
            record = self.kinds.make(plain)
            for shape in (plain, record.to_mapping()):
                for error in validators[record.kind_name].iter_errors(shape):
                    field = ".".join(map(str, error.path)) or record.kind_name
                    fix = "give a type of yours `__get_pydantic_json_schema__`, or a pattern that says what it reads"
                    raise Breach(f"`{field}` is read, and the schema refuses it: {error.message}", fix)

        self._try("is described by its schema", plain_records(self.cls, self.fields), fits)
        self._try("keeps its promises", from_kind(self.cls, **self.fields), self._keeps_all_of_one)
        many = ledgers(self.kinds, of=self.cls, fields=self.fields, most=3)
        self._try("keeps its promises in a ledger", many, self._keeps_all)

    def _keeps_all_of_one(self, record: Record) -> None:
        for law in laws.OF_RECORDS:
            with _Telling(self.cls, _name(law)):
                law(record, self.kinds)

    def _keeps_all(self, ledger: Ledger) -> None:
        for law in laws.OF_LEDGERS:
            with _Telling(self.cls, _name(law)):
                law(ledger, self.cls)

    def _says_what_it_is(self) -> None:
        law = "says what it is"
        said = (inspect.cleandoc(vars(self.cls).get("__doc__") or "")).partition("\n\n")[0]
        if not said.endswith(_SENTENCE):
            self._fail(law, "it has no docstring that is a sentence", "say in one what a record of the kind is")
        for kind in kinds_of(self.cls):
            for field in described(kind, self.kinds).fields:
                if not field.meaning.endswith(_SENTENCE):
                    fix = f'write `{field.name}: ... = Field(description="What it means.")`'
                    self._fail(law, f"the field `{field.words[0]}` has no description that is a sentence", fix)

    def _can_be_drawn(self) -> None:
        law = "can be made up"
        for name in self.fields:
            if name not in self.cls.model_fields:
                self._fail(law, f"it has no field `{name}`, for which a strategy was given", "name one of its fields")
        last: list[ValidationError] = []

        def make(plain: dict[str, Any]) -> None:
            try:
                self.cls.model_validate(plain)
            except ValidationError as error:
                last.append(error)

        try:
            self._try(law, plain_records(self.cls, self.fields), make)
        except Unknown as unknown:
            self._fail(law, f"nothing is known to stand for {unknown.annotation}", _GIVE)
        if len(last) > 0.9 * self.examples:
            self._fail(law, f"hardly any record that is drawn is valid: {laws.in_a_line(last[-1])}", _GIVE)

    def _schemas(self) -> dict[str, Draft202012Validator]:
        with _Telling(self.cls, "is described by its schema"):
            schema = json_schema(self.kinds)
            return {
                kind: Draft202012Validator(schema["$defs"]["Record"] | {"$defs": schema["$defs"]})
                for kind in kinds_of(self.cls)
            }

    def _try(self, law: str, drawn: st.SearchStrategy[Any], holds: Callable[[Any], None]) -> None:
        """Try a promise on what is drawn; hypothesis makes what breaks it as small as it can."""

        @settings(
            max_examples=self.examples,
            deadline=None,
            database=None,
            derandomize=True,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(drawn)
        def tried(one: Any) -> None:
            holds(one)

        try:
            with _Telling(self.cls, law):
                tried()
        except Unsatisfiable:
            self._fail(law, "no ledger with a valid record of it could be made up", _GIVE)

    def _fail(self, law: str, said: str, fix: str) -> None:
        raise KindFault(self.cls, law, said, fix)


_GIVE = 'give the field `examples`, as `Field(examples=["..."])`, or pass `check_kind` a strategy under its name'


def _name(law: Callable[..., None]) -> str:
    return law.__name__.replace("_", " ")


class _Telling:
    """Tells whatever goes wrong inside as a fault of the class."""

    def __init__(self, cls: type, law: str) -> None:
        self.cls, self.law = cls, law

    def __enter__(self) -> None:
        """Nothing."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Tell of an error, if there is one."""
        if isinstance(error, Breach):
            raise KindFault(self.cls, self.law, error.said, error.fix) from error
        if isinstance(error, SanctledgerError):
            raise KindFault(self.cls, self.law, "it cannot", str(error)) from error
        if isinstance(error, Exception) and not isinstance(error, (KindFault, Unknown, Unsatisfiable)):
            said = f"it fails: {type(error).__name__}: {laws.in_a_line(error)}"
            raise KindFault(self.cls, self.law, said, "see the error that this one is from") from error
