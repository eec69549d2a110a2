"""What an independent reader (python3-icalendar) sees in an .ics file: a line an event, "start summary", after checks of RFC 5545."""
import sys

import icalendar

raw = open(sys.argv[1], "rb").read()
assert raw.endswith(b"END:VCALENDAR\r\n"), "does not end with a whole calendar"
assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "a line is longer than 75 bytes (RFC 5545, 3.1)"
assert b"\n" not in raw.replace(b"\r\n", b""), "a bare line feed"
calendar = icalendar.Calendar.from_ical(raw)
assert calendar["VERSION"] == "2.0" and calendar["PRODID"], "no VERSION or PRODID"
uids = set()
for event in calendar.walk("VEVENT"):
    start = event.decoded("DTSTART")
    assert start.utcoffset().total_seconds() == 0, "a start that is not UTC"
    assert event.decoded("DTSTAMP").utcoffset().total_seconds() == 0, "a stamp that is not UTC"
    assert event["UID"] not in uids, "a UID twice"
    assert not event.errors, event.errors
    uids.add(event["UID"])
    print(start.strftime("%Y-%m-%dT%H:%MZ"), event.decoded("SUMMARY").decode())
