"""Reads a directive into duties."""
