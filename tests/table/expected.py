"""What every operation comes to in every state: the rules as an organiser would say them.

Written out, and derived from nothing that it holds. ``ok``: it is done. Any other word stands for the code of
the refusal.
"""

from collections.abc import Mapping

from election.models import PollsState

REFUSALS: Mapping[str, str] = {
    "bound": "roll.bound",  # has voted, so stays on the roll
    "current": "library.current_not_over",
    "draft": "editing.not_a_draft",
    "follow": "series.nothing_follows",
    "hidden": "results.hidden",
    "kept": "library.erase_not_archived",
    "pause": "polls.paused",
    "roll": "roll.fixed",
    "seen": "polls.already_counted",
    "shut": "polls.not_open",
    "signup": "sign_up.closed",
    "state": "polls.transition",  # not in this state
    "uncopied": "library.erase_without_copy",
    "unkept": "library.archive_without_copy",
    "unsaid": "report.none",  # there was no such step to report
    "undo": "roll.import_not_undone",
    "voted": "ballot.already_voted",
    "voting": "editing.not_under_way",
}

TABLE = """
                      draft    open     paused   closed   counted  archived annulled
open                  ok       state    state    state    state    state    state
pause                 state    ok       state    state    state    state    state
resume                state    state    ok       state    state    state    state
close                 state    ok       ok       state    state    state    state
count                 state    state    state    ok       state    state    state
reopen                state    state    state    ok       seen     seen     state
archive               state    state    state    state    unkept   state    state
annul                 ok       ok       ok       ok       state    state    state
last_call             state    ok       ok       state    state    state    state
edit_contests         ok       draft    draft    draft    draft    draft    draft
edit_settings         ok       draft    draft    draft    draft    draft    draft
correct_text          voting   ok       ok       voting   voting   voting   voting
correct_by_command    ok       ok       ok       voting   voting   voting   voting
withdraw              voting   ok       ok       voting   voting   voting   voting
roll_import           ok       roll     roll     roll     roll     roll     roll
roll_undo             ok       undo     undo     undo     undo     undo     undo
roll_groups           ok       roll     roll     roll     roll     roll     roll
roll_add              ok       ok       ok       roll     roll     roll     roll
roll_correct          ok       ok       ok       roll     roll     roll     roll
roll_remove           ok       ok       ok       roll     roll     roll     roll
roll_remove_voted     ok       bound    bound    roll     roll     roll     roll
roll_export           ok       ok       ok       ok       ok       ok       ok
log_check             ok       ok       ok       ok       ok       ok       ok
codes_slips           ok       ok       ok       shut     shut     shut     shut
codes_personal        ok       ok       ok       shut     shut     shut     shut
codes_anew            ok       ok       ok       shut     shut     shut     shut
codes_confirm         ok       ok       ok       ok       ok       state    ok
codes_discard         ok       ok       ok       ok       ok       state    ok
codes_void            ok       ok       ok       ok       ok       state    ok
codes_void_sheets     ok       ok       ok       ok       ok       state    ok
codes_replace_sheets  ok       ok       ok       shut     shut     state    shut
codes_account         ok       ok       ok       ok       ok       ok       ok
codes_in_hand         ok       ok       ok       ok       ok       state    ok
desk_find             ok       ok       ok       ok       ok       ok       ok
desk_check_in         ok       ok       ok       shut     shut     shut     shut
desk_undo             ok       ok       ok       shut     shut     shut     shut
desk_give             ok       ok       ok       shut     shut     shut     shut
desk_take_back        ok       ok       ok       shut     shut     shut     shut
desk_exchange         ok       ok       ok       shut     shut     shut     shut
desk_lost             ok       ok       ok       shut     shut     shut     shut
desk_let_vote         shut     ok       pause    shut     shut     shut     shut
sign_up               signup   signup   signup   signup   signup   signup   signup
log_in                ok       ok       ok       ok       ok       ok       ok
log_in_code           ok       ok       ok       ok       ok       ok       ok
log_in_slip           ok       ok       ok       ok       ok       ok       ok
cast                  shut     ok       pause    shut     shut     shut     shut
cast_again            shut     voted    pause    shut     shut     shut     shut
status                ok       ok       ok       ok       ok       ok       ok
receipt               state    state    state    ok       ok       ok       ok
results               hidden   hidden   hidden   hidden   ok       ok       hidden
export                hidden   hidden   hidden   hidden   ok       ok       hidden
export_ballots        hidden   hidden   hidden   hidden   ok       ok       hidden
print_results         hidden   hidden   hidden   hidden   ok       ok       hidden
print_record          state    state    state    ok       ok       ok       ok
print_sign_sheet      ok       ok       ok       ok       ok       ok       ok
print_commitment      ok       ok       ok       ok       ok       ok       ok
print_zero            unsaid   ok       ok       ok       ok       ok       ok
print_pause           unsaid   unsaid   ok       unsaid   unsaid   unsaid   unsaid
print_closing         hidden   hidden   hidden   hidden   ok       ok       hidden
commitment            ok       ok       ok       ok       ok       ok       ok
pack                  hidden   hidden   hidden   hidden   ok       ok       hidden
lot                   hidden   hidden   hidden   hidden   ok       state    hidden
run_off               hidden   hidden   hidden   hidden   ok       ok       hidden
repeat                follow   follow   follow   follow   ok       ok       ok
motion                follow   follow   follow   follow   ok       ok       ok
copy                  ok       ok       ok       ok       ok       ok       ok
copy_out              ok       ok       ok       ok       ok       ok       ok
back_up               ok       ok       ok       ok       ok       ok       ok
make_another_current  ok       current  current  ok       ok       ok       ok
erase                 ok       kept     kept     kept     kept     ok       uncopied
remove_personal_data  kept     kept     kept     kept     kept     ok       ok
correct_by_command    ok       ok       ok       voting   voting   voting   voting
"""

# At the HTTP door voters may log in in any state, and are told what holds when they vote.
HTTP_TABLE = """
                      draft    open     paused   closed   counted  archived annulled
sign_up               signup   signup   signup   signup   signup   signup   signup
log_in                ok       ok       ok       ok       ok       ok       ok
log_in_code           ok       ok       ok       ok       ok       ok       ok
v1_sign_up            signup   signup   signup   signup   signup   signup   signup
v1_log_in             ok       ok       ok       ok       ok       ok       ok
v1_log_in_code        ok       ok       ok       ok       ok       ok       ok
token                 ok       ok       ok       ok       ok       ok       ok
candidates            ok       ok       ok       ok       ok       ok       ok
vote                  shut     ok       pause    shut     shut     shut     shut
vote_again            shut     voted    pause    voted    voted    voted    voted
v1_vote               shut     ok       pause    shut     shut     shut     shut
v1_state              ok       ok       ok       ok       ok       ok       ok
v1_turnout            ok       ok       ok       ok       ok       ok       ok
v1_election           ok       ok       ok       ok       ok       ok       ok
v1_me                 ok       ok       ok       ok       ok       ok       ok
v1_results            hidden   hidden   hidden   hidden   ok       ok       hidden
"""


def _rows(table: str) -> dict[str, dict[PollsState, str]]:
    states, *rows = (line.split() for line in table.strip().splitlines())
    return {
        name: {PollsState(state): REFUSALS.get(word, word) for state, word in zip(states, words, strict=True)}
        for name, *words in rows
    }


ROWS = _rows(TABLE)
HTTP_ROWS = _rows(HTTP_TABLE)
