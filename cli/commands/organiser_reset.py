"""``organiser-reset``: has the organiser's passphrase forgotten."""

from cli.opening import open_store
from cli.options import Options
from election.i18n.catalogue import Catalogue
from election.services import build_services


def run(options: Options, texts: Catalogue) -> None:
    """Forget the organiser's passphrase; what it did goes to stdout and the log."""
    with open_store(options, texts) as (store, key):
        removed = build_services(store, key).organiser.remove()
    print(texts.text("organiser_reset.done" if removed else "organiser_reset.none", options.language))
