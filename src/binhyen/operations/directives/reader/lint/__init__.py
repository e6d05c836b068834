"""What a careful clerk would send back to the issuer of a directive, each with place, reason and proposal."""

from .run import lint, lint_duties

__all__ = ["lint", "lint_duties"]
