"""Shapes of what people type about documents."""
