"""The HTML pages of a site, and its types of page: as the audit reads them."""

from handbook.audit.pages import page_names, page_type, page_types, shards, state_id

__all__ = ["page_names", "page_type", "page_types", "shards", "state_id"]
