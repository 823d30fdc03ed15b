"""The organiser's passphrase, the kiosk's settings and state.

May import the store's port, `voters` for passwords and the rate limit, and `errors`. Begin reading at
`passphrase.py`.
"""
