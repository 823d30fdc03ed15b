"""Photos as people have them: upright, small, with nothing but the picture; or refused in a sentence."""

import io
import os
import struct
import time
import zlib

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from election.errors import Message
from election.i18n.catalogue import catalogue
from election.resources import resource
from election.setup.photo_fitting import LARGEST_FILE, fit_photo
from election.setup.photos import MOST_BYTES, PhotoRefused, check_photo

FIT = resource("elections", "club", "01.jpg").read_bytes()
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


def written(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), os.urandom(width * height * 3))


def seen(data: bytes) -> Image.Image:
    check_photo(data)
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def refusal(data: bytes) -> str:
    with pytest.raises(PhotoRefused) as refused:
        fit_photo(data)
    assert isinstance(refused.value.values["reason"], Message)
    words = catalogue().of_error(refused.value, "en")
    assert catalogue().of_error(refused.value, "ko") != words
    return words


def test_one_that_is_fit_comes_back_as_it_is() -> None:
    assert fit_photo(FIT) == FIT


@pytest.mark.slow
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_large_one_is_scaled_and_from_then_on_stays(form: str) -> None:
    fitted = fit_photo(written(noise(1600, 1200), form))
    image = seen(fitted)
    assert len(fitted) <= MOST_BYTES
    assert image.width / image.height == pytest.approx(4 / 3, abs=0.02)
    assert fit_photo(fitted) == fitted


def test_one_taken_sideways_is_turned_upright() -> None:
    image = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 100, 200), fill="red")  # at the left: below, once it is turned
    exif = Image.Exif()
    exif[ORIENTATION] = 8  # to be turned a quarter to the left
    turned = seen(fit_photo(written(image, exif=exif)))
    assert turned.size == (200, 400)
    red, _, blue = turned.getpixel((100, 380))  # type: ignore[misc]
    assert red > 200
    assert blue < 60
    assert not turned.getexif()


def test_what_a_camera_notes_is_gone() -> None:
    exif = Image.Exif()
    exif[DESCRIPTION] = "secret place"
    exif.get_ifd(GPS)[1] = "N"
    small = Image.new("RGB", (90, 120), "blue")
    for data in (
        written(small, exif=exif),
        written(small, comment=b"secret place"),
        written(small, xmp=b"secret place"),
        FIT[:2] + b"\xff\xe5" + struct.pack(">H", 14) + b"secret place" + FIT[2:],
    ):
        assert b"secret place" in data
        assert b"secret place" not in fit_photo(data)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "secret place")
    notes.add(b"prVt", b"secret place")
    assert b"secret place" not in fit_photo(written(small, "PNG", pnginfo=notes))


def test_what_shows_through_stands_on_white() -> None:
    hole = Image.new("RGBA", (1200, 1200), (0, 0, 0, 0))
    image = seen(fit_photo(written(hole, "PNG")))
    assert image.mode == "RGB"
    assert image.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a" + bytes(100),
        b"%PDF-1.7",
    ],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    assert refusal(data).endswith("It is not a JPEG or PNG picture")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.3, 0.9])
def test_one_that_is_cut_off_is_refused(form: str, part: float) -> None:
    data = written(noise(300, 300), form)
    assert refusal(data[: int(len(data) * part)]).endswith(("cut off or damaged", "PNG picture"))
    assert refusal(FIT[: len(FIT) // 2]).endswith("cut off or damaged")


def test_one_of_fifty_megapixels_is_refused_before_it_is_read() -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 5_000, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1 << 20))) + chunk(b"IEND", b"")
    began = time.process_time()
    assert refusal(bomb).endswith("It has more than 40 million pixels")
    assert time.process_time() - began < 1


def test_a_file_that_is_too_large_is_refused() -> None:
    assert refusal(bytes(LARGEST_FILE + 1)).endswith("The file is larger than 32 MB")
