"""Making the closing pack of many ballots: seconds and memory beside writing the same ballots as plain JSON.

``python -m bench.pack [BALLOTS]``. Three contests: one choice, a motion, a ranking of six whose markings were
declared public; each with random markings.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.store import open_store
from election.models import Marking
