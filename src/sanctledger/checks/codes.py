"""The codes that belong to no rule: findings of reading, and problems in the settings of checks."""

from __future__ import annotations

import attrs

from sanctledger.base.findings import Severity


@attrs.frozen
class Code:
    """A code of findings that belongs to no rule.

    Attributes:
        code: The stable code.
        severity: The severity of a finding.
        title: The requirement on a file, as a clause.
    """

    code: str
    severity: Severity
    title: str


#: What reading gives, in the order of the codes.
READING: tuple[Code, ...] = (
    Code("SL001", "error", "the text of a file is what its ending says"),
    Code("SL002", "error", "a file has the sections of the format, and files of one ledger agree on its settings"),
    Code("SL003", "error", "every record is of a kind that there is"),
    Code("SL004", "error", "every value is one that its field reads"),
    Code("SL005", "error", "every record has the fields that its kind needs"),
    Code("SL006", "error", "every field is one that its kind has"),
    Code("SL007", "error", "no key stands twice in one mapping"),
    Code("SL008", "error", "a time has one end, after its beginning"),
    Code("SL009", "error", "the format version is one that the library reads"),
    Code("SL102", "error", "every id stands for one record"),
)

#: What may be wrong with what a ledger or a record says of the checks.
ABOUT_CHECKS: tuple[Code, ...] = (
    Code("SL011", "warning", "what a ledger ignores is found in it"),
    Code("SL012", "warning", "what a record allows is found in it"),
    Code("SL013", "warning", "an allowance gives its reason"),
    Code("SL014", "warning", "a code that is named is that of a rule"),
    Code("SL015", "error", "every rule can be asked to its end"),
    Code("SL016", "error", "every kind can be read, and says what its records yield"),
)
