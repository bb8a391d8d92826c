"""Pictures drawn anew, so that nothing of device, place or hour stays in them."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

LONGEST_SIDE = 2000  # pixels
MOST_PIXELS = 40_000_000


class PictureTooLarge(ValueError):
    """A picture of more pixels than is safe to open."""


class PictureSpoilt(ValueError):
    """Bytes that are no picture we can open."""


def redrawn(content: bytes, *, longest_side: int = LONGEST_SIDE) -> bytes:
    """The same picture as a bare JPEG, upright, no side longer than asked.

    Raises PictureTooLarge and PictureSpoilt.
    """
    try:
        with _opened(content) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureTooLarge(f"more than {MOST_PIXELS} pixels")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (
        OSError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as bad:
        raise PictureSpoilt(str(bad)) from bad
    upright.thumbnail((longest_side, longest_side))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
