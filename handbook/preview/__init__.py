"""Show a handbook in a browser while it is written, on this computer alone."""
