"""Archives whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that the format knows: no file in an archive says when it was made."""
PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".woff2", ".mp3")


def archive(files: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """Return a ZIP archive of files in their order; those in `stored` are not compressed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as into:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, DAY)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            plain = name in stored or name.endswith(PACKED_ALREADY)
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            into.writestr(entry, content, compresslevel=None if plain else 9)
    return made.getvalue()
