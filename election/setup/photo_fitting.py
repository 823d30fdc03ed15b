"""Photos as people have them, made fit for a ballot: upright, scaled, and without what a camera notes."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from election.errors import Message
from election.setup.photos import MOST_BYTES, MOST_DOTS, PhotoRefused, check_photo

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 32 << 20  # bytes
MOST_PIXELS = 40_000_000  # so many are some 160 MB while they are read
_FORMATS = ("JPEG", "PNG", "WEBP")
# What Pillow tells of a picture that holds nothing else: form and colours, and the segments of a JPEG for it.
_OF_THE_PICTURE = frozenset(
    (
        *("jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "srgb"),
        *("adobe", "adobe_transform", "progressive", "progression"),
    )
)
_SEGMENTS = frozenset({"APP0", "APP14"})
# Tried one after the other until the file is small enough: dots each way, and quality.
_TRIES = ((640, 88), (640, 78), (640, 65), (480, 75), (480, 60), (320, 70), (320, 50), (160, 50))


def fit_photo(data: bytes) -> bytes:
    """Return a JPEG or PNG that `check_photo` takes, of a JPEG, PNG or WebP file of up to `LARGEST_FILE`
    bytes and `MOST_PIXELS`. One that is fit already, and holds nothing but the picture, comes back as it is.
    Raises PhotoRefused.
    """
    if len(data) > LARGEST_FILE:
        raise PhotoRefused(reason=Message("photo.file_too_large", {"megabytes": LARGEST_FILE >> 20}))
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                millions = MOST_PIXELS // 1_000_000
                raise PhotoRefused(reason=Message("photo.too_many_pixels", {"millions": millions}))
            if _is_fit(data, image):
                image.load()  # so that one that is cut off is found here
                return data
            return _written(_upright(image))
    except UnidentifiedImageError as error:
        raise PhotoRefused(reason=Message("photo.not_a_photo")) from error
    except PhotoRefused:
        raise
    except Exception as error:  # Pillow raises whatever its decoders do
        raise PhotoRefused(reason=Message("photo.broken")) from error


def read_photo(file: Path) -> bytes:
    """Return what is in a file that is to be a photo, as far as `fit_photo` looks. Raises PhotoRefused."""
    try:
        if not file.is_file():  # a pipe would block
            raise PhotoRefused(reason=Message("definition_fault.photo_unreadable"))
        with file.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise PhotoRefused(reason=Message("definition_fault.photo_unreadable")) from error


def _is_fit(data: bytes, image: "Image") -> bool:
    segments = {name for name, _ in getattr(image, "applist", ())}
    has_notes = not _OF_THE_PICTURE.issuperset(image.info) or not _SEGMENTS.issuperset(segments)
    if has_notes or image.getexif() or getattr(image, "private_chunks", None):
        return False
    if getattr(image, "n_frames", 1) > 1:
        return False
    try:
        check_photo(data)
    except PhotoRefused:
        return False
    return True


def _upright(image: "Image") -> "Image":
    """Return the picture as it is to be seen, small, in red, green and blue, on white where it has holes."""
    from PIL import Image, ImageOps

    image.draft("RGB", (MOST_DOTS, MOST_DOTS))  # a large JPEG is scaled while it is read
    image.thumbnail((MOST_DOTS, MOST_DOTS))
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        over = turned.convert("RGBA")
        ground = Image.new("RGBA", over.size, "white")
        turned = Image.alpha_composite(ground, over)
    return turned.convert("RGB")


def _written(image: "Image") -> bytes:
    for dots, quality in _TRIES:
        small = image.copy()
        small.info.clear()  # or a comment would be written again
        small.thumbnail((dots, dots))
        file = io.BytesIO()
        small.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= MOST_BYTES:
            return file.getvalue()
    raise PhotoRefused(reason=Message("photo.too_large", {"kilobytes": MOST_BYTES // 1024}))
