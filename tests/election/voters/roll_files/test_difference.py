"""What a second import would change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election.voters.roll_files.difference import difference
from election.voters.roll_files.entries import Entry

HANA, SEOYUN = Entry("김하나", "1001", "hana@x.org", "국문과"), Entry("이서윤", "1002", "", "사학과")


def test_new_gone_changed_and_same_are_told_apart() -> None:
    moved, added, mailed = (
        Entry("이서윤", "1002", "", "국문과"),
        Entry("박도현", "1003"),
        Entry("최", "", "c@x.org"),
    )
    found = difference([HANA, SEOYUN, mailed], [added, moved, HANA])
    assert (found.new, found.gone, found.changed, found.same) == ([added], [mailed], [(SEOYUN, moved)], 1)


def test_a_number_is_the_same_however_it_is_written() -> None:
    written = Entry("김하나", "10-01", "hana@x.org", "국문과")
    assert difference([HANA], [written]).changed == [(HANA, written)]


def test_people_are_known_by_their_address_where_the_number_is_new() -> None:
    corrected = Entry("김하나", "9001", "hana@x.org", "국문과")
    assert difference([HANA], [corrected]).changed == [(HANA, corrected)]
    assert difference([HANA], [Entry("김하나", "", "hana@x.org")]).new == []


def test_the_number_goes_before_the_address() -> None:
    taken_over = Entry("이서윤", "1002", "hana@x.org", "사학과")
    found = difference([HANA, SEOYUN], [taken_over])
    assert (found.changed, found.gone) == ([(SEOYUN, taken_over)], [HANA])


PEOPLE = st.lists(
    st.builds(
        Entry,
        st.sampled_from("ab"),
        st.sampled_from(["", "1", "2", "3", "4"]),
        st.just(""),
        st.sampled_from("xy"),
    ),
    unique_by=lambda each: each.number,
).map(lambda people: [each for each in people if each.number])


@pytest.mark.slow
@given(PEOPLE, PEOPLE)
def test_everybody_is_counted_once(before: list[Entry], after: list[Entry]) -> None:
    found = difference(before, after)
    assert len(found.gone) + len(found.changed) + found.same == len(before)
    assert len(found.new) + len(found.changed) + found.same == len(after)
    assert difference(before, before).same == len(before)
    assert difference([], after).new == after
