"""Photos of candidates: what may be one."""

from collections.abc import Iterator

from election.errors import Invalid, Message

# Both are ours. A photo is shown at most about 35 mm high, which is 550 dots on the finest screens in use;
# and every photo is written again whenever the journal is compacted.
MOST_BYTES = 32 * 1024
MOST_DOTS = 1_024  # each way; so that a small file cannot unfold into a picture that fills the memory
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# JPEG segments that start a frame, and so tell its size (ITU-T T.81, table B.1): SOF0 to SOF15 but for DHT,
# JPG and DAC, which share their numbers.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class PhotoRefused(Invalid):
    """The file cannot be a candidate's photo; `reason` says why."""

    code = "photo.refused"


def photo_format(data: bytes) -> str:
    """Return what `data` claims to be, "png" or "jpeg", or an empty text where it is neither."""
    if data.startswith(_PNG):
        return "png"
    return "jpeg" if data.startswith(_JPEG) else ""


def check_photo(data: bytes) -> None:
    """Raises PhotoRefused unless `data` is a PNG or JPEG within the limits. This looks only at what it claims
    to be: whoever draws it must still be ready for a broken one.
    """
    if len(data) > MOST_BYTES:
        raise PhotoRefused(reason=Message("photo.too_large", {"kilobytes": MOST_BYTES // 1024}))
    width, height = _size(data)
    if not width or not height:
        raise PhotoRefused(reason=Message("photo.not_a_photo"))
    if max(width, height) > MOST_DOTS:
        raise PhotoRefused(reason=Message("photo.too_many_dots", {"dots": MOST_DOTS}))


def _size(data: bytes) -> tuple[int, int]:
    """Return width and height, or zeros where there are none to be found."""
    kind = photo_format(data)
    if kind == "png" and data[12:16] == b"IHDR":
        return _number(data[16:20]), _number(data[20:24])
    if kind == "jpeg":
        for marker, segment in _jpeg_segments(data):
            if marker in _FRAMES:
                return _number(segment[3:5]), _number(segment[1:3])
    return 0, 0


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments before the picture itself: their kind and what is in them."""
    at = 2
    while len(data) >= at + 4 and data[at] == 0xFF:
        length = _number(data[at + 2 : at + 4])
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")
