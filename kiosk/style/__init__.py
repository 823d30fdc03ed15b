"""How everything looks: theme, palettes, fonts, icons, and `UiContext`, which every widget is given.

May import `support`. Lengths are millimetres, of which `Theme.px` makes dots. Begin reading at `theme.py`.
"""
