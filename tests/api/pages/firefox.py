"""Firefox as Debian has it, steered by its own Marionette: JSON over a socket, nothing to install."""

import json
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PATIENCE = 60.0  # seconds; reached only where something is broken
_SETTINGS = {
    "marionette.port": 0,
    "network.dns.localDomains": "phone.test",  # no secure origin, as on a real phone
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "dom.security.https_first": False,
}


class Firefox:
    """A browser without a screen. Use it with ``with``. `settings` are those of ``about:config``."""

    def __init__(self, profile: Path, **settings: object) -> None:
        assert FIREFOX is not None
        profile.mkdir()
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in (_SETTINGS | settings).items()
        ]
        (profile / "user.js").write_text("\n".join(lines))
        command = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._socket = socket.create_connection(("127.0.0.1", self._port(profile)), timeout=_PATIENCE)
        self._stream = self._socket.makefile("rb")
        self._number = 0
        self._receive()  # its greeting
        self.ask("WebDriver:NewSession", {"pageLoadStrategy": "normal"})

    def _port(self, profile: Path) -> int:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            try:
                return int((profile / "MarionetteActivePort").read_text())
            except (OSError, ValueError):
                time.sleep(0.05)  # until the file is there: Firefox tells its port in no other way
        raise RuntimeError("Firefox does not start")

    def __enter__(self) -> "Firefox":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._socket.close()
        self._process.terminate()
        self._process.wait(_PATIENCE)

    def ask(self, command: str, values: dict[str, Any] | None = None) -> Any:
        """Carry out a command of WebDriver, and return what it gives. Raises RuntimeError."""
        self._number += 1
        sent = json.dumps([0, self._number, command, values or {}])
        self._socket.sendall(f"{len(sent.encode())}:{sent}".encode())
        _, _, error, result = self._receive()
        if error is not None:
            raise RuntimeError(f"{command}: {error.get('message', error)}")
        return result.get("value", result) if isinstance(result, dict) else result

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._stream.read(1)
        return json.loads(self._stream.read(int(length[:-1])))

    def go(self, address: str) -> None:
        self.ask("WebDriver:Navigate", {"url": address})

    @property
    def url(self) -> str:
        return str(self.ask("WebDriver:GetCurrentURL"))

    def run(self, script: str, *given: object) -> Any:
        """Run what is inside a function, and return what that returns."""
        return self.ask("WebDriver:ExecuteScript", {"script": script, "args": list(given)})

    def run_later(self, script: str, *given: object) -> Any:
        """The same; its last argument is what it gives its result to, once it has one."""
        return self.ask("WebDriver:ExecuteAsyncScript", {"script": script, "args": list(given)})

    def click(self, selector: str, at: int = 0) -> None:
        self.ask("WebDriver:ElementClick", {"id": self._find(selector)[at]})

    def fill(self, selector: str, text: str) -> None:
        self.ask("WebDriver:ElementSendKeys", {"id": self._find(selector)[0], "text": text})

    def _find(self, selector: str) -> list[str]:
        found = self.ask("WebDriver:FindElements", {"using": "css selector", "value": selector})
        return [each[_ELEMENT] for each in found]

    def text(self, selector: str) -> str:
        return str(self.ask("WebDriver:GetElementText", {"id": self._find(selector)[0]}))

    def wait_for(self, part: str) -> None:
        """Wait until `part` is in the address of a page that is loaded."""
        until = time.monotonic() + _PATIENCE
        while part not in self.url or self.run("return document.readyState") != "complete":
            if time.monotonic() > until:
                raise AssertionError(f"{part} does not come, but {self.url}")
            time.sleep(0.02)  # until the next look: Marionette has no command to wait for an address
