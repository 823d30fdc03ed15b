"""What needs no widget: background work, the network switch, photos, announcements, which presses count.

May import nothing else of the window. Begin reading at `background.py`.
"""
