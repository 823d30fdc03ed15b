"""The client in TypeScript: made of the document, compiled strictly, and a vote cast with it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.setup.steps import Step
from tests.services import Services

TOOLS = Path(__file__).parents[2] / "tools"
CLIENT = TOOLS / "client"
WRONG = {
    "no_such_path": 'await new Client("").get("/api/v1/nowhere");',
    "no_such_field": 'console.log((await new Client("").get("/api/v1/state")).open);',
    "no_such_method": 'await new Client("").get("/api/v1/sessions");',
    "no_such_ballot": 'await new Client("").cast({ choices: { "1": [1] } });',
    "no_such_body": 'await new Client("").logIn({ email: "a" });',
}


def run(*command: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=CLIENT, capture_output=True, encoding="utf-8", timeout=150, check=False, **more
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the compiled client is."""
    if shutil.which("npm") is None or not (CLIENT / "node_modules").exists():
        pytest.skip("the compiler is not there: npm ci --prefix tools/client")
    made = run("npm", "run", "--silent", "build")
    assert made.returncode == 0, made.stdout + made.stderr
    return CLIENT / "built"


@pytest.mark.slow
def test_it_casts_a_vote(built: Path, services: Services) -> None:
    services.accounts.sign_up("kim@example.org", "kim", "correct horse")
    server = ApiServer(build_app(services.library, catalogue()), port=0)
    server.start()
    try:
        address = f"http://127.0.0.1:{server.port}"
        ran = run("node", str(built / "vote.js"), address, "kim@example.org", "correct horse")
    finally:
        server.stop()
    assert (ran.returncode, ran.stderr) == (0, "")
    before, receipt, *after = ran.stdout.split()
    assert (before, after) == ("may_vote", ["voted", "ballot.already_voted"])
    services.polls.take(Step.CLOSE)
    assert services.receipts.look_for(receipt).is_there
    assert services.tally.turnout().voted == 1


@pytest.mark.slow
def test_what_the_document_does_not_know_does_not_compile(built: Path) -> None:
    folder = built / "wrong"
    folder.mkdir(exist_ok=True)
    (folder / "tsconfig.json").write_text('{"extends": "../../tsconfig.json", "include": ["*.ts"]}')
    for name, line in WRONG.items():
        (folder / f"{name}.ts").write_text(f'import {{ Client }} from "../../client.js";\n{line}\n')
    told = run("npx", "tsc", "--noEmit", "--project", "built/wrong").stdout
    errors = {line.partition("(")[0] for line in told.splitlines() if "): error" in line}
    assert errors == {f"built/wrong/{name}.ts" for name in WRONG}


@pytest.mark.parametrize("lock", sorted(TOOLS.glob("*/package-lock.json")), ids=lambda lock: lock.parent.name)
def test_a_lock_has_digests_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert '"resolved"' not in text
    assert text.count('"integrity"') == text.count('"node_modules/')
