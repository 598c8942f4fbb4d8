"""`python -m gradflow` is the command `gradflow`."""

from gradflow.cli import main

if __name__ == "__main__":
    main(prog_name="gradflow")
