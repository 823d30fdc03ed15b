"""The frozen wire contract of existing clients, a module for each route; `api.routes` lists them.

The clients are not ours: what is here may grow, and does not change. Begin reading at `vote.py`.
"""
