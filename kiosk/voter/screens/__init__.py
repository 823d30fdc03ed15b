"""The screens a voter walks through, one a module. They show, and ask by `Screen.asked`.

Begin reading at `ballot.py`. A new screen is a module here and a line in `../registry.py`.
"""
