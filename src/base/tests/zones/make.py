#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Makes the zone files and vectors beside it: what another implementation (Python's zoneinfo) reads in the same files.
# The files are kept, since the law of a country may change and with it the system's files.
import pathlib
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

here = pathlib.Path(__file__).parent
names = {
    "America/New_York": "new-york",
    "America/Havana": "havana",  # skips midnight, and shows it twice
    "America/Puerto_Rico": "puerto-rico",
    "Asia/Kathmandu": "kathmandu",
    "Australia/Lord_Howe": "lord-howe",  # half an hour of summer
    "Europe/Dublin": "dublin",  # by law its winter is the exception
    "Europe/Madrid": "madrid",
    "Pacific/Apia": "apia",  # left out 30 December 2011
}
source = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo/tzdata.zi")
work = pathlib.Path(subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
# Slim files end their list soon, so that most of the years below follow from the rule at their end.
subprocess.run(["zic", "-b", "slim", "-d", work, source], check=True)

utc = timezone.utc
epoch = datetime(1970, 1, 1)


def seconds(local):
    return int((local - epoch).total_seconds())


def offset(zone, instant):
    return int(datetime.fromtimestamp(instant, utc).astimezone(zone).utcoffset().total_seconds())


def instant_of(zone, local):
    """The first instant at which clocks show it, or the one at which they skip it."""
    found = [seconds(local) - int(local.replace(tzinfo=zone, fold=fold).utcoffset().total_seconds()) for fold in (0, 1)]
    exact = [at for at in found if at + offset(zone, at) == seconds(local)]
    if exact:
        return min(exact)
    low, high = min(found), max(found)
    before = offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
    return high


rows = []
for name, file in names.items():
    data = (work / name).read_bytes()
    (here / file).write_bytes(data)
    with open(work / name, "rb") as opened:
        zone = ZoneInfo.from_file(opened)
    for year in (1930, 1969, 2011, 2026, 2038, 2100):
        changes = [datetime(year, 1, 1) + timedelta(days=d) for d in (0, 182)]
        at = seconds(datetime(year, 1, 1))
        known = offset(zone, at)
        for hour in range(366 * 24):  # each change to the hour, and what lies around it
            now = offset(zone, at + hour * 3600)
            if now != known:
                changes.append(epoch + timedelta(seconds=at + hour * 3600 + known))
                known = now
        for change in changes:
            for minutes in (-1440, -60, -1, 0, 29, 30, 59, 60):
                local = change + timedelta(minutes=minutes)
                instant = instant_of(zone, local)
                rows.append((file, "at", seconds(local), instant))
                rows.append((file, "offset", instant, offset(zone, instant)))
rows = sorted(set(rows))
(here / "vectors.txt").write_text("".join(f"{f} {what} {a} {b}\n" for f, what, a, b in rows))
print(len(rows), "vectors")
