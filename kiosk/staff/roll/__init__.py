"""The rooms of the roll: `page` the table of who may vote, `person` one of them, `groups` which of them vote
where, `import_page` a list brought in. They are opened for an election by its id, the current one or not.
"""
