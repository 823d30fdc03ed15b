"""The service layer: the rules of an election, and its storage. Knows neither Qt nor HTTP.

`models` is what an election is made of; `library` knows which elections there are, `services` and
`election_services` what the doors are given. `setup` makes an election and takes it through its life,
`voters` lets people in, `voting` casts and counts, `admin` is the organiser's and the kiosk's, `printing`
makes PDF, and `store` keeps all of it. Nothing here imports `kiosk`, `api` or `cli`. Begin reading at
`voting/casting.py`, then `store/port/`.
"""
