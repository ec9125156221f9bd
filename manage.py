#!/usr/bin/env python
"""Run the administrative commands of the system."""

import sys

from ostu_qualification.start import prepare


def main() -> None:
    """Hand the command line to Django."""
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
