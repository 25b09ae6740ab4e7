"""How long people waited for a first human answer.

Reads lines of `asked,answered`: ISO 8601 dates with times, the second empty while
someone waits. A time without a zone is taken as UTC. Blank lines and a header are
skipped; a line that can't be read is reported, and then the exit code is 1.
No names go in, so none can come out.
"""
import csv
import io
import sys
from datetime import datetime, timezone
from statistics import median

def moment(text):
    if text.endswith(("z", "Z")):  # Python before 3.11 doesn't read it
        text = text[:-1] + "+00:00"
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=timezone.utc)

waits, waiting, unreadable, first = [], [], [], True
now = datetime.now(timezone.utc)
rows = csv.reader(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline=""))
for row in rows:
    cells = [cell.strip() for cell in row] + [""]
    if not any(cells):
        continue
    header, first = first and not any(cell[:1].isdigit() for cell in cells), False
    if header:
        continue
    try:
        asked = moment(cells[0])
        hours = ((moment(cells[1]) if cells[1] else now) - asked).total_seconds() / 3600
        if hours < 0:
            raise ValueError("answered before it was asked" if cells[1] else "asked in the future")
    except ValueError as why:
        unreadable.append(f"line {rows.line_num}: {why}")
        continue
    (waits if cells[1] else waiting).append(hours)

print(f"{now:%d %B %Y, %H:%M} UTC")
if waits:
    print(f"answered: {len(waits)}, median {median(waits):.1f} h, slowest {max(waits):.1f} h")
print(f"still waiting: {len(waiting)}" + (f", longest {max(waiting):.1f} h" if waiting else ""))
if unreadable:
    sys.exit("\n".join(unreadable))
