"""The desk: who came, who was given a slip, whom the booth is turned to. Behind a passphrase of its own.

Begin reading at `page.py`. It sees what `election.voters.desk_search` shows it of people, and no results.
"""
