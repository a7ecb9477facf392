"""Start a page, a source or a term: the questions, the file that comes of them, and its place."""
