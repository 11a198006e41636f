"""The command line, as `python -m sanctledger` and as the `sanctledger` command."""

from __future__ import annotations

import sys

from sanctledger.base.common_errors import MissingExtra


def main() -> None:
    """Run the command line; without its extra, say in one line how to install it and exit with status 2.

    Whoever stops it gets status 130 and no traceback, however early.
    """
    try:
        from sanctledger.cli.app import run  # noqa: PLC0415 - an extra is imported where it is needed
    except ModuleNotFoundError as error:
        if error.name not in ("typer", "rich"):
            raise
        sys.stderr.write(f"sanctledger: {MissingExtra('the command line', 'cli')}\n")
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run()


if __name__ == "__main__":
    main()
