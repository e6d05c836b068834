"""Case law as plain Python: facts in, state, lists, clocks and lawful moves out. See README.md in this folder."""
