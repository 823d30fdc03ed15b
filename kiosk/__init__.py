"""The Qt window. Only packages at this level; `app` builds and connects them.

Each knows only those below it: `app`; `voter` and `staff`, which do not know each other; `lockdown` and
`accessibility`; `keyboard`; `widgets`; `style`; `support`. All may import `election`; nothing here imports
`api`, `cli` or a store. Begin reading at `app/window.py`, then `voter/flow.py`.
"""
