"""A new handbook, and one made from an existing site: what is in its folder."""
