"""What an upload may weigh. Each limit is named in the sentence that refuses a file."""

from __future__ import annotations

MIB = 1 << 20

UPLOAD_BYTES = 2 << 30
"""Largest file taken in, inflated."""
INFLATED_FREE = 64 * MIB
"""Up to here a compressed file may inflate whatever its ratio."""
INFLATE_RATIO = 100
"""Beyond INFLATED_FREE, more than this many times its own size is a bomb, not a table."""
CELL_CHARACTERS = 1_000_000
"""A longer cell is a quote that nobody closed, or an attack."""
RECORD_LINES = 10_000
"""A record of more physical lines is a quote that nobody closed."""
COLUMNS = 1_000
BULK_BYTES = 32 * MIB
"""From here on a file of one complaint a row is tried on the bulk path first."""
MEMORY_TABLE_BYTES = 128 * MIB
"""Above this a file goes by the bulk path or not at all: cell by cell it would take gigabytes."""

CHILD_SECONDS = 120.0
LONGER_FROM = 512 * MIB
"""A file of this size may take twice as long, and so on."""
CHILD_MEMORY = 2_000 * MIB
CHILD_MEMORY_SMALL = 400 * MIB
"""Resident memory of the child for a file under SMALL_BYTES."""
LARGE_AT_ONCE = 2
"""Files above SMALL_BYTES that are read side by side; the next one waits."""
SMALL_BYTES = 16 * MIB
