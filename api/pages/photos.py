"""Candidates' photos in the size that phones show: a few kilobytes each."""

import io
from functools import lru_cache
from wsgiref.types import WSGIEnvironment

from api.errors import NoSuchPath
from api.pages.pages import Pages
from api.v1.caching import digest, tagged
from api.wsgi.requests import PATH_VALUES, query
from api.wsgi.responses import Answer

DOTS = 96  # twice what the style sheet shows, for screens that have two dots in one


def photo(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Give the photo of a candidate; under its digest it never changes."""
    with pages.library.current() as election:
        data = election.polls.photo(int(environ[PATH_VALUES]["candidate"]))
    if data is None:
        raise NoSuchPath
    is_named = query(environ, "v") == digest(data)
    keep = "public, max-age=31536000, immutable" if is_named else "no-cache"
    return tagged(environ, _small(data), "image/jpeg", keep)


@lru_cache(600)
def _small(data: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        square = ImageOps.fit(image.convert("RGB"), (DOTS, DOTS), centering=(0.5, 0.3))
    written = io.BytesIO()
    square.save(written, "JPEG", quality=78, optimize=True)
    return written.getvalue()
