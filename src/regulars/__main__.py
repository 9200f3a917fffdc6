"""`python -m regulars`: the command line."""

from regulars.app import main

if __name__ == "__main__":
    main()
