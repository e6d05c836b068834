"""What doors of reports read: acts on a report, duties, rounds on demand."""
