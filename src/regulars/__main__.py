"""`python -m regulars`: the command line."""

from regulars.cli import main

main()
