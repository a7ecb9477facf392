"""Advice on a text: what would make it better and does not stand in the way of publishing."""
