"""For the tests of your own kinds: records and ledgers at random, and what every kind promises.

The extra `testing` installs what this needs: hypothesis draws, jsonschema reads schemas.
"""

from importlib.util import find_spec

from sanctledger.base.common_errors import MissingExtra

if not (find_spec("hypothesis") and find_spec("jsonschema")):  # pragma: no cover - the tests have both
    raise MissingExtra("sanctledger.testing", "testing")

from sanctledger.testing.conformance import KindFault, check_kind
from sanctledger.testing.random_ledgers import ledgers
from sanctledger.testing.random_records import from_kind, plain_records, records

__all__ = ["KindFault", "check_kind", "from_kind", "ledgers", "plain_records", "records"]
