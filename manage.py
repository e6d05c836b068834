"""Django's own commands, on the owner's connection (migrations). Everyday commands: ``binhyen --help``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")
    os.environ.setdefault("BINHYEN_DB_ROLE", "owner")
    execute_from_command_line(sys.argv)
