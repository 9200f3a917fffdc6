"""Importing: files of records and events through the one door.

JSON lines come as they are; CSV and Parquet come with a mapping that says
which column is which field. A file is read in chunks, each stored in one
transaction together with how far the import is, so it goes on where it was
stopped, and the same file again says that it is done. A bad row is written
down with its line, column or field, and reason, and stops no other.

- `mapping.py` is the mapping file, `cells.py` what becomes of a cell,
- `sight.py` proposes a mapping from the beginning of a CSV, by the names in `words.py`
  and `labels.py`; `earlier.py` proposes what was chosen for the file before,
- `sources.py` finds how a file is read; `lines.py` and `rows.py` read it, CSV by `separated.py`,
- `running.py` takes it through the door, `rejects.py` keeps what was refused, `telling.py` says it of rows,
- `refusals.py` keeps the refused rows as they came, and writes them to be mended; `notes.py` writes those of JSON lines.
"""

from .mapping import BadMapping, Mapping, load_mapping, parse_mapping
from .rejects import Reject, rejects, remarks
from .running import Import, Options, import_file, import_job
from .sight import Sight, look
from .sources import LINES, ROWS, BadFile, UnreadableFile, counted_in, is_lines

__all__ = [
    "LINES",
    "ROWS",
    "BadFile",
    "BadMapping",
    "Import",
    "Mapping",
    "Options",
    "Reject",
    "Sight",
    "UnreadableFile",
    "counted_in",
    "import_file",
    "import_job",
    "is_lines",
    "load_mapping",
    "look",
    "parse_mapping",
    "rejects",
    "remarks",
]
