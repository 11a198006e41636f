"""What `import sanctledger` costs beside `import pydantic`: `python tests/benchmarks/importing.py`.

Each is timed as a whole process, interpreter included.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import side_by_side


def running(code: str) -> Callable[[], object]:
    """What runs a line of Python in a process of its own."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def main() -> None:
    """Print the comparisons."""
    ways = {
        "import pydantic": running("import pydantic"),
        "import sanctledger": running("import sanctledger"),
    }
    print(side_by_side.table("Whole processes", side_by_side.medians(ways, 15), "import pydantic"))
    ways = {
        "from pydantic import BaseModel": running("from pydantic import BaseModel"),
        "from sanctledger import load": running("from sanctledger import load"),
        "load('belarus')": running("import sanctledger; sanctledger.load('belarus')"),
    }
    found = side_by_side.medians(ways, 15)
    print(side_by_side.table("The same, with the names used", found, "from pydantic import BaseModel"))


if __name__ == "__main__":
    main()
