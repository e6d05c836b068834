"""The cast of all tests. What must come before Django's settings is in config/settings_test.py."""

pytest_plugins = ["tests.cast", "tests.register_cast"]
