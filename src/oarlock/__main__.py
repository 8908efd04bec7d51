"""`python -m oarlock`: the command, where its script is not on the path."""

import sys

from oarlock.cli import main

sys.exit(main())
