"""Every format that a Document is made into: writers, checkers, and the registry of both."""
