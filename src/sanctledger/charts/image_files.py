"""Image files of charts: written whole or not at all, with the same bytes on every run."""

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

#: The formats, and the metadata that would differ between runs and is left out.
FORMATS = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
_DOTS_AN_INCH = 160


def rendered(figure: Figure, form: str) -> bytes:
    """Return the bytes of an image file.

    Args:
        figure: The picture.
        form: The format: `svg` or `png`.

    Raises:
        ReadError: The format is neither.
    """
    import matplotlib as mpl  # noqa: PLC0415 - an extra, there since there is a figure

    if form not in FORMATS:
        raise ReadError(form, "is not a format of pictures", f"choose among {', '.join(FORMATS)}")
    settings: Any = {"svg.hashsalt": "sanctledger", "svg.fonttype": "none", "font.family": ["DejaVu Sans"]}
    buffer = io.BytesIO()
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Glyph", category=UserWarning
        )  # a letter that the font lacks becomes a box
        figure.savefig(buffer, format=form, dpi=_DOTS_AN_INCH, metadata=FORMATS[form], facecolor=figure.get_facecolor())
    return buffer.getvalue()


@refusing
def save(figure: Figure, path: str | os.PathLike[str]) -> None:
    """Write a picture to a file. The ending of the file name, `.svg` or `.png`, decides the format.

    The same picture gives the same bytes on every run. An existing file is replaced only when the new one is complete.

    Raises:
        ReadError: The file name has another ending.
        NotWritable: The file cannot be written.
    """
    target = Path(path)
    replace(target, rendered(figure, target.suffix.lower().removeprefix(".")))
