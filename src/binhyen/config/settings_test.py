"""Settings for tests: the owner's connection to an embedded server of their own, or to the one DATABASE_URL names.

pytest-django loads the settings before any conftest, so what must come before them stands here.
"""

import os

os.environ["BINHYEN_TESTING"] = "1"
os.environ["BINHYEN_DB_ROLE"] = "owner"  # the test database is made and migrated by the owner of the tables

from binhyen.foundation.database.session import embedded

if _server := embedded():
    _server.start()

from binhyen.config.settings import *  # noqa: F403 - the one place that takes all of them over

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # an honest hash takes its time, on purpose
