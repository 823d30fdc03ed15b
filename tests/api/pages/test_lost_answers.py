"""One answer in ten is lost after the ballot is in the box; nobody is told wrongly or votes twice."""

import itertools
import json
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.setup.steps import Step
from tests.api.pages.cutting import cutting
from tests.api.pages.network import LostAnswer, over, send
from tests.api.pages.phone import Phone
from tests.election.voters.codes import issue_slips
from tests.services import Services

VOTERS = 1_000
MOST_TRIES = 40
IN_BOX, NOT_IN_BOX = ("in the ballot box", "Your ballot is in the box"), ("Nothing was cast", "NOT cast")


class Voter:
    """Somebody with a slip. `lost` counts answers that were lost, `lost_casts` those to the cast; `wrong` is
    whatever they were told that was not so.
    """

    def __init__(self, services: Services, port: int, at: int, code: str, voter_id: int) -> None:
        self._services, self._port, self._at, self._code, self._voter_id = services, port, at, code, voter_id
        self.lost, self.lost_casts = 0, 0
        self.wrong: list[str] = []

    def by_api(self) -> None:
        """Vote by API v1: what is not answered is sent again as it was."""
        body = json.dumps({"code": self._code})
        _, _, answer = self._until_answered("/api/v1/sessions", body, {})
        headers = {
            "Authorization": f"Bearer {json.loads(answer)['token']}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"{self._at:032x}",
        }
        body = json.dumps({"choices": {"1": [str(self._at % 3 + 1)]}})
        before = self.lost
        status, _, _ = self._until_answered("/api/v1/me/ballot", body, headers)
        self.lost_casts = self.lost - before
        if status != (200 if self.lost_casts else 201):
            self.wrong.append(f"status {status} after {self.lost_casts} lost answers")

    def _until_answered(
        self, path: str, body: str, headers: dict[str, str]
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        for _ in range(MOST_TRIES):
            try:
                return send(self._port, "POST", path, body, headers)
            except LostAnswer:
                self.lost += 1
        raise AssertionError(f"no answer to {path}")

    def by_pages(self) -> None:
        """Vote by the pages without JavaScript. Where the answer to the cast is lost, one person reloads,
        one goes back, one begins again with the code.
        """
        phone = Phone(over(self._port))
        self._until_shown(lambda: self._enter(phone))
        form = [(name, value) for name, value in phone.form("/v/1") if name == "t"]
        marks = [*form, ("c", str(self._at % 3 + 1)), ("go", "next")]
        self._until_shown(lambda: phone.post("/v/1", marks))
        self._until_shown(lambda: phone.open("/v/review"))
        fields = phone.form("/v/cast")
        before = self.lost
        for tries in itertools.count():
            try:
                if tries == 0 or self._at % 3 == 0:
                    phone.post("/v/cast", fields)
                elif self._at % 3 == 1:
                    phone.open("/v/review")
                else:
                    self._enter(phone)
            except LostAnswer:
                self.lost += 1
                continue
            self.lost_casts = self.lost - before
            self._check(phone.page)
            if any(words in phone.page for words in IN_BOX) or tries > MOST_TRIES:
                return

    def _enter(self, phone: Phone) -> None:
        phone.open("/").send("/v/enter", {"code": self._code})

    def _until_shown(self, step: Callable[[], object]) -> None:
        for _ in range(MOST_TRIES):
            try:
                step()
            except LostAnswer:
                self.lost += 1
            else:
                return
        raise AssertionError("no answer")

    def _check(self, page: str) -> None:
        """Note where a page says what is not so. This voter alone changes whether their ballot is in."""
        is_in = self._services.ballots.has_voted(self._voter_id)
        if any(words in page for words in (NOT_IN_BOX if is_in else IN_BOX)):
            self.wrong.append(page)


@pytest.mark.slow
def test_a_thousand_casts_over_a_network_that_loses_answers(by_slips: Services) -> None:
    codes = issue_slips(by_slips, VOTERS)
    ids = [by_slips.code_log_in.log_in(each).id for each in codes]
    counter, lock = itertools.count(), threading.Lock()

    def cuts(_head: bytes) -> bool:
        with lock:
            return next(counter) % 10 == 0

    server = ApiServer(build_app(by_slips.library, catalogue()), port=0)
    server.start()
    try:
        with cutting(server.port, cuts) as port:
            people = zip(codes, ids, strict=True)
            hall = [Voter(by_slips, port, at, code, voter) for at, (code, voter) in enumerate(people)]
            with ThreadPoolExecutor(16) as threads:
                for done in [
                    threads.submit(each.by_pages if at % 2 else each.by_api) for at, each in enumerate(hall)
                ]:
                    done.result()
    finally:
        server.stop()
    lost = Counter(bool(each.lost_casts) for each in hall)
    wrong = [each for voter in hall for each in voter.wrong]
    print(f"{VOTERS} voters, {next(counter)} answers, {lost[True]} told late, {len(wrong)} told wrongly")
    assert wrong == []
    assert lost[True] > VOTERS / 20
    assert all(map(by_slips.ballots.has_voted, ids))
    by_slips.polls.take(Step.CLOSE)
    by_slips.polls.take(Step.COUNT)
    assert [each.votes for each in by_slips.tally.results()[0].counts] == [334, 333, 333]
