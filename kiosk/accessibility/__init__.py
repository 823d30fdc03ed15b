"""What a voter hears, and what assistive technology is told: speech, sound, accessible interfaces.

May import `keyboard`, `widgets` and what is below. Begin reading at `services.py`.
"""
