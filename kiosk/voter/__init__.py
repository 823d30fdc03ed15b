"""A voter's way from log-in to the cast ballot: flow, session, calls to the services, the view of each kind
of contest, screens.

May import `lockdown`, `widgets` and what is below; never `staff`. Begin reading at `flow.py`.
"""
