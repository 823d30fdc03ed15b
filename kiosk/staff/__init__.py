"""The staff's part of the window, behind the passphrase: the flow, and one module for each page.

May import `lockdown`, `widgets` and what is below; never `voter`. Begin reading at `page.py`, then `flow.py`.
"""
