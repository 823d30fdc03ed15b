"""The application object and the window: everything is built, connected and let go of here.

May import every room of the window; none imports it. Begin reading at `window.py`.
"""
