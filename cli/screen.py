"""Whether there is a screen to open a window on."""

import os
import sys

from cli.options import Options
from election.i18n.catalogue import Catalogue


def has_screen(options: Options, texts: Catalogue) -> bool:
    """Return whether to open a window; says so on stderr where there is no screen for one. Raises
    SystemLibraryMissing or DisplayUnreachable where there is one that cannot be used.
    """
    if options.headless:
        return False
    try:
        from kiosk.app.application import has_display
    except ImportError as error:
        from kiosk.app.display import missing_system_library

        if (problem := missing_system_library(error)) is not None:
            raise problem from error
        print(texts.text("start.no_window", options.language), file=sys.stderr)
        return False
    if not has_display(os.environ):
        print(texts.text("start.no_display", options.language), file=sys.stderr)
        return False
    from kiosk.app.display import check_display

    check_display(os.environ)  # Qt would not raise an error, it would end the program
    return True
