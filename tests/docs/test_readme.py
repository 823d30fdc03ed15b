"""The vote with curl in the README, run as it stands there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from tests.services import Services

README = Path(__file__).parents[2] / "README.md"
ADDRESS = "http://192.168.0.10:2020"


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not there")
def test_the_vote_with_curl_works_as_it_stands(services: Services) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (code,) = [each for each in blocks if ADDRESS in each]
    server = ApiServer(build_app(services.library, catalogue()), port=0)
    server.start()
    try:
        code = code.replace(ADDRESS, f"http://127.0.0.1:{server.port}")
        subprocess.run(["sh", "-eu", "-c", code], capture_output=True, timeout=100, check=True)
    finally:
        server.stop()
    assert services.tally.turnout().voted == 1
