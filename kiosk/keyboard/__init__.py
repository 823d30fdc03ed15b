"""The on-screen keyboard: the panel, its keys, their layouts, and composing Hangul syllables.

May import `widgets` and what is below. Begin reading at `panel.py`; `hangul.py` knows no Qt.
"""
