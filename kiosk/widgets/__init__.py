"""Pieces that several screens are made of, and the bases of screens and forms.

May import `style` and `support`. Begin reading at `screen.py`, then `buttons/pressable.py`.
"""
