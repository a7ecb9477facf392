"""The judges: independent programs, and how each is asked."""
