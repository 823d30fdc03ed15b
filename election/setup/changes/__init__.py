"""What can be changed in a draft: each change is a value, and gives the definition as it is then.

::

    AddContest(LocalText.of({"ko": "회장"})).made(definition)
    ChangeContest(3, {"options": ChooseOptions(most=2)}).made(definition)

`change` says what a change is, and holds what they have in common; `contests` and `candidates` hold them.
What a change says of texts is cleaned. It raises SettingRefused, OptionsRefused, RuleRefused or PhotoRefused,
and NotOnBallot where it speaks of a contest or candidate who is not there.
"""
