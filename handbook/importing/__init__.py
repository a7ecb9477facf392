"""Bring the pages of an existing MkDocs site into a handbook, and say what needs a person."""
