"""Pictures as files: whole or not at all, and byte for byte the same on every run."""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanctledger.base.arguments import refusing
from sanctledger.base.common_errors import ReadError
from sanctledger.files.replace import replace

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The endings that are known, and what keeps a file of each the same from run to run.
FORMATS = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
_DOTS_AN_INCH = 160


def rendered(figure: Figure, form: str) -> bytes:
    """Return a picture as the bytes of a file.

    Args:
        figure: The picture.
        form: `svg` or `png`.

    Raises:
        ReadError: It is neither.
    """
    import matplotlib as mpl  # noqa: PLC0415 - an extra, there since there is a figure

    if form not in FORMATS:
        raise ReadError(form, "is not a form of picture", f"choose among {', '.join(FORMATS)}")
    settings: Any = {"svg.hashsalt": "sanctledger", "svg.fonttype": "none", "font.family": ["DejaVu Sans"]}
    buffer = io.BytesIO()
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)  # a box stands for a letter it lacks
        figure.savefig(buffer, format=form, dpi=_DOTS_AN_INCH, metadata=FORMATS[form], facecolor=figure.get_facecolor())
    return buffer.getvalue()


@refusing
def save(figure: Figure, path: str | os.PathLike[str]) -> None:
    """Write a picture to a file, in the form that its name ends in: `.svg` or `.png`.

    The same picture gives the same bytes on every run. A file that is there is replaced only when the new one is whole.

    Raises:
        ReadError: The name ends otherwise.
        NotWritable: The file cannot be written.
    """
    target = Path(path)
    replace(target, rendered(figure, target.suffix.lower().removeprefix(".")))
