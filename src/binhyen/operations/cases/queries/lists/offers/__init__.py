"""Where a row of a list and the register differ over a person the register has, and what may be done about it."""
