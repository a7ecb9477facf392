"""The day that dates are held against."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def this_day() -> date:
    """Return the day: that of SOURCE_DATE_EPOCH where it is set, else the machine's, in UTC.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isascii() and seconds.isdigit():
        return datetime.fromtimestamp(int(seconds), UTC).date()
    return datetime.now(UTC).date()


def a_year_before(day: date) -> date:
    """Return the same day a year earlier; 29 February gives 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
