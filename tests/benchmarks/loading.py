"""What loading costs beside what it cannot do without: `python tests/benchmarks/loading.py [RECORDS]`.

JSON lines are held against bare pydantic validation of the same lines, with the collector paused for both; YAML
against a bare pass over the parser's events.
"""

from __future__ import annotations

import gc
import sys
import tempfile
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))
import mixed
import side_by_side

import sanctledger as sl


def main(count: int) -> None:
    """Print both comparisons."""
    with tempfile.TemporaryDirectory() as folder:
        jsonl, by_hand = Path(folder, "ledger.jsonl"), Path(folder, "ledger.yaml")
        jsonl.write_text(mixed.as_jsonl(count))
        lines = jsonl.read_bytes().splitlines()[1:]
        validate = sl.KINDS.adapter().validator.validate_json

        def bare() -> object:
            gc.disable()
            try:
                return [validate(line) for line in lines]
            finally:
                gc.enable()

        ways = {"bare pydantic, line by line": bare, "sanctledger.load": lambda: sl.load(jsonl)}
        print(side_by_side.table(f"JSON lines, {count:,} records", side_by_side.medians(ways), next(iter(ways))))
        if count > 20_000:
            return
        sl.load(jsonl).save(by_hand)
        text = by_hand.read_text()
        parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

        def events() -> object:
            gc.disable()
            try:
                return sum(1 for _ in yaml.parse(text, Loader=parser))
            finally:
                gc.enable()

        ways = {"bare event pass": events, "sanctledger.load": lambda: sl.load(by_hand)}
        print(side_by_side.table(f"YAML, {count:,} records", side_by_side.medians(ways), next(iter(ways))))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
