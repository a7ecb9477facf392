"""Publish a handbook of design principles in every form a reader can use."""
