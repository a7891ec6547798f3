"""The command line: `python -m danchu …`."""

import sys

from danchu.config.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
