"""Elections to look at: long lists, long names, several contests. For pictures and tests, never for votes."""

from collections.abc import Callable, Hashable
from contextlib import nullcontext
from dataclasses import replace
from itertools import starmap
from types import SimpleNamespace
from typing import NoReturn, cast

from election.admin.passphrase import WrongTries
from election.admin.settings import Settings
from election.errors import StorageFailed
from election.events import Events
from election.models import (
    Candidate,
    Contest,
    ContestResult,
    Counts,
    Election,
    LocalText,
    PollsState,
    Turnout,
    Voter,
)
from election.network.adapters import Adapter
from election.network.links import links
from election.network.outlook import Outlook
from election.network.wifi import Wifi
from election.rules import AT_LEAST_THREE_QUARTERS, Quorum, Rule
from election.services import Services
from election.setup.life_cycle import PollsStatus, read_definition
from election.setup.samples import sample_definition, sample_to_try
from election.voting.deciding.decide import decide
from election.voting.deciding.presets import PRESETS
from election.voting.deciding.quorum import Figures, attendance
from election.voting.methods import method_of, yes_no
from election.voting.methods.choose import ChooseOptions
from election.voting.methods.kinds import EXPLAINED
from kiosk.support.api_status import ApiStatus
from kiosk.support.photos import PhotoCache, Photos
from kiosk.voter.service_calls import Count
from tools.made_up_ballots import result_of

VOTER = Voter(1, "voter@example.org", "김하늘")
LONG_KOREAN = (
    "더 나은 학교와 안전한 통학로를 함께 만들어 가는 학부모와 교사와 주민의 모임 대표 남궁하늘빛나라"
)
LONG_ENGLISH = (
    "Maximiliana Featherstonehaugh-Cholmondeley of the Neighbourhood Gardens and Cycle Paths Alliance"
)
_FAMILY_NAMES = "김이박최정강조윤장임한오서신권황안송류홍"
_GIVEN_NAMES = ("서연", "민준", "하은", "도윤")


def _contest(number: int, ko: str, en: str, most: int, names: tuple[str, ...]) -> Contest:
    candidates = tuple(Candidate(number * 100 + at, name) for at, name in enumerate(names, start=1))
    title = LocalText.of({"ko": ko, "en": en})
    return Contest(number, title, "choose", ChooseOptions(most=most), candidates)


def rich_election(state: PollsState = PollsState.OPEN) -> Election:
    """Return an election of four contests: one of four, up to three of seven, up to five of forty, yes or
    no.
    """
    forty = tuple(f"{_FAMILY_NAMES[at % len(_FAMILY_NAMES)]}{_GIVEN_NAMES[at // 10]}" for at in range(40))
    council = ("이서준", LONG_KOREAN, "박지호", LONG_ENGLISH, "최수아", "정예준", "Grace Lee")
    return Election(
        LocalText.of({"ko": "2026년 한빛마을 주민 총회", "en": "Hanbit Village General Meeting 2026"}),
        state,
        False,  # noqa: FBT003 - live_results
        (
            _contest(
                1, "주민 대표", "Residents' representative", 1, ("김하준", "이서윤", "박도현", "최유나")
            ),
            _contest(2, "운영 위원", "Members of the board", 3, council),
            _contest(3, "대의원", "Delegates to the assembly", 5, forty),
            _contest(
                4,
                "마을 회관을 주말에도 저녁 아홉 시까지 여는 데 찬성하십니까?",
                "Should the village hall stay open until nine in the evening at weekends?",
                1,
                ("찬성 Yes", "반대 No"),
            ),
        ),
        passwords_over_http=True,
    )


def sample_election(name: str = "sample") -> Election:
    """Return a sample election that a new data folder can start with."""
    return read_definition(sample_to_try(name), PollsState.OPEN).election


def with_statements(election: Election) -> Election:
    """Return `election` with something said of contests and candidates, the second of whom withdrew."""
    about = LocalText.of({"ko": "임기는 1년입니다. 당선자는 총회에서 인사합니다.", "en": "For one year."})
    said = LocalText.of({"ko": "서로 듣고 함께 정하는 마을을 만들겠습니다.", "en": "A village that listens."})
    contests = (
        replace(
            contest,
            description=about,
            candidates=tuple(
                replace(each, label="하늘모임", statement=said, withdrawn=at == 1)
                for at, each in enumerate(contest.candidates)
            ),
        )
        for contest in election.contests
    )
    return replace(election, contests=tuple(contests))


def sample_photos(name: str) -> Photos:
    """Return the photos of a sample election's candidates."""
    return PhotoCache().pictures(read_definition(sample_definition(name), PollsState.OPEN).photos)


def results_of(election: Election, *, carried: bool = False) -> tuple[ContestResult, ...]:
    """Return made-up counts for `election`, with carried-over votes if asked."""

    def brought(at: int, candidate: Candidate) -> Candidate:
        return replace(candidate, carried_over=(at * 5) % 9 if carried else 0)

    def result(contest: Contest) -> ContestResult:
        if contest.kind in EXPLAINED:
            return result_of(contest)
        counted = replace(contest, candidates=tuple(starmap(brought, enumerate(contest.candidates))))
        marks: dict[Hashable, int] = {
            each.id: (at * 7 + contest.id * 5) % 13 for at, each in enumerate(contest.candidates)
        }
        for at, each in enumerate(yes_no.questions(contest)):
            marks |= {(each.id, answer): 54 // (at + 1) // (3**n) for n, answer in enumerate(yes_no.ANSWERS)}
        return method_of(contest).result(counted, Counts(84, contest.id, marks))

    return tuple(map(result, election.contests))


def decided_count() -> Count:
    """Return a count after the polls have closed: a run-off, a tie, seats for five, and a box that its quorum
    keeps closed.
    """
    rules = (
        PRESETS["majority_or_run_off"],
        Rule(seats=3),
        Rule(seats=5),
        Rule(quorum=Quorum(AT_LEAST_THREE_QUARTERS)),
    )
    came = Figures(roll_at_opening=120, cast=84)
    election = rich_election(PollsState.COUNTED)
    results = [
        replace(result, contest=replace(result.contest, rule=rule))
        for result, rule in zip(results_of(election), rules, strict=True)
    ]
    votes = (28, 40, 10, 5)  # as many as there are valid ballots
    counts = zip(results[0].counts, votes, strict=True)
    results[0] = replace(results[0], counts=tuple(replace(each, votes=count) for each, count in counts))
    outcomes = tuple(decide(each, came, attendance(each.contest, came)) for each in results)
    return Count(Turnout(came.roll, came.cast), tuple(results[:3]), outcomes)


def sample_outlook() -> Outlook:
    """Return a laptop in a hall, which is on its Wi-Fi and on a cable."""
    found = links([Adapter("wlp2s0", ("192.168.0.10",)), Adapter("enp3s0", ("10.20.30.40",))])
    return Outlook(found, wifi=Wifi("Hanbit Village Hall", "together 2026"))


def lan_with_wifi() -> ApiStatus:
    """Return how the API stands on that laptop."""
    return ApiStatus("http://192.168.0.10:2020", outlook=sample_outlook(), for_others=True)


class ShownSwitch:
    """A switch of the network that only remembers where it stands."""

    reach = "computer"

    def turn(self, reach: str) -> str | None:
        """Stand at `reach`; nobody is served."""
        self.reach = reach
        return None

    def check(self) -> str | None:
        """See nobody served."""
        return None


def _nothing_done(*_: object, **_named: object) -> NoReturn:
    """There is nothing behind these services."""
    raise StorageFailed


class _Unserved(SimpleNamespace):
    """A service that can do what is named, and nothing else."""

    def __getattr__(self, _name: str) -> Callable[..., NoReturn]:
        return _nothing_done


class _Shown(SimpleNamespace):
    """Services of which those that are not named cannot do anything."""

    def __getattr__(self, _name: str) -> _Unserved:
        return _Unserved()


def show_services(election: Election | None) -> Services:
    """Return services that only show `election`, or that there is none: enough to look at a window."""
    results = () if election is None else results_of(election)
    turnout = Turnout(120, 84)
    tally = _Unserved(results=lambda: results, outcomes=lambda: (), turnout=lambda: turnout)
    status = PollsStatus(election, None, turnout, None) if election is not None else None
    polls = _Unserved(status=lambda: status)
    current = _Shown(
        id="shown",
        code_log_in=_Unserved(guessed=lambda: 0, acknowledge=lambda: None),
        codes=_Unserved(printed_with_another=lambda _address: ()),
        tally=tally,
        polls=polls,
        copies=_Unserved(made=lambda: ()),
    )
    shown = _Shown(
        library=_Unserved(
            election=lambda: election,
            current=lambda: nullcontext(current),
            current_id=current.id if election is not None else None,
            unopened=None,
            checkpoint_put_off=lambda: False,
            elections=lambda: (),
            held=_nothing_done,
            use=_nothing_done,
        ),
        archive=_Unserved(
            copies_made=lambda _id: (),
            check_may_be_erased=_nothing_done,
            erase=_nothing_done,
            copy=_nothing_done,
            from_template=_nothing_done,
        ),
        events=Events(),
        time=_Unserved(now=lambda: None),
        networks=_Unserved(look=sample_outlook),
        take_over=_Unserved(),
        backups=_Unserved(problem=lambda: None, status=lambda: None, is_pending=lambda: False),
        program_log=_Unserved(broken=lambda: False),
        outages=_Unserved(found=lambda: None, acknowledge=lambda: None),
        clock=_Unserved(jump=lambda: None, acknowledge=lambda: None),
        organiser=_Unserved(is_set=lambda: True, check=lambda _text: WrongTries()),
        desk_passphrase=_Unserved(is_set=lambda: True),
        settings=_Unserved(read=Settings, save=lambda _settings: None),
        notes=_Unserved(locked=lambda: False, recovered=lambda: False, set_locked=lambda **_: None),
    )
    return cast("Services", shown)
