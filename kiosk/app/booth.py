"""The booth, as the desk turns it to a person's ballot."""

from collections.abc import Callable

from election.errors import BoothTaken
from kiosk.app.lockdown_wiring import IdleLock
from kiosk.staff.flow import StaffFlow
from kiosk.voter.flow import VoterFlow
from kiosk.voter.service_calls import ServiceCalls


class Booth:
    """Lets one person vote in the window of the voters: after what came of it, or after the idle lock, the
    desk is needed again. It is free while nobody has left the start, and for a desk that is `here`, in that
    window, while the desk itself is there.
    """

    def __init__(
        self,
        service_calls: ServiceCalls,
        voter_flow: VoterFlow,
        staff: Callable[[], StaffFlow],
        idle_lock: Callable[[], IdleLock],
        *,
        here: bool,
    ) -> None:
        self._service_calls, self._voter_flow = service_calls, voter_flow
        self._staff, self._idle_lock, self._here = staff, idle_lock, here

    def let_in(self, person_id: int, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """See `kiosk.staff.page.Booth`."""
        if self._is_free():
            self._service_calls.let_in(person_id, self._make_way, done, failed)
        else:
            failed(BoothTaken())

    def _is_free(self) -> bool:
        staff = self._staff()
        if self._here:
            return staff.is_at_desk
        return self._voter_flow.at_start and not staff.is_inside

    def _make_way(self) -> bool:
        """Return whether it is still free; then nothing of the staff or of a lock is left there."""
        if not self._is_free():
            return False
        self._staff().forget()
        self._idle_lock().let_in()
        return True
