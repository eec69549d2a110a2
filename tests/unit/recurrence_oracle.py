#!/usr/bin/env python3
"""What test_recurrence expects: ten years of occurrences, found by looking at every day with datetime and zoneinfo alone.

Prints "case WHEN|ZONE|START|SHIFT|HOLIDAYS", then a line "UTC-seconds YYYY-MM-DD" for each occurrence, then "end".
"""
import calendar
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = ["Australia/Sydney", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe",
         "America/Sao_Paulo", "Africa/Casablanca", "Europe/Dublin", "UTC"]
HOLIDAYS = ["2012-12-25", "2012-12-26", "2014-01-01", "2016-02-29", "2017-12-25", "2017-12-26", "2024-03-29", "2024-04-01", "2044-03-01"]


def last_of(day):
    return calendar.monthrange(day.year, day.month)[1]


def monthly(number):
    return lambda day, start: day.day == min(number, last_of(day))


RULES = [
    ("daily at 02:30", "02:30", lambda day, start: True),
    ("daily at 00:00", "00:00", lambda day, start: True),
    ("every 3 days at 05:00", "05:00", lambda day, start: (day - start).days % 3 == 0),
    ("every business day at 02:00", "02:00", lambda day, start: day.weekday() < 5),
    ("weekly on Fri", "06:00", lambda day, start: day.weekday() == 4),
    ("weekly on Sun at 02:15", "02:15", lambda day, start: day.weekday() == 6),
    ("every 2 weeks on Mon at 18:30", "18:30", lambda day, start: day.weekday() == 0 and
     ((day - (start - timedelta(start.weekday()))).days // 7) % 2 == 0),
    ("monthly on 1 at 06:00", "06:00", monthly(1)),
    ("monthly on 29 at 06:00", "06:00", monthly(29)),
    ("monthly on 30 at 23:59", "23:59", monthly(30)),
    ("monthly on 31", "06:00", monthly(31)),
    ("monthly on last day at 00:30", "00:30", monthly(31)),
    ("monthly on first Tue at 06:00", "06:00", lambda day, start: day.weekday() == 1 and day.day <= 7),
    ("monthly on last Fri at 06:00", "06:00", lambda day, start: day.weekday() == 4 and day.day > last_of(day) - 7),
    ("every 2 months on 15 at 06:00", "06:00", lambda day, start: day.day == 15 and (day.month - start.month) % 2 == 0),
    ("quarterly on last day", "06:00", lambda day, start: day.month % 3 == 0 and day.day == last_of(day)),
    ("quarterly on 1 at 02:30", "02:30", lambda day, start: day.month % 3 == 1 and day.day == 1),
    ("yearly on last day at 06:00", "06:00", lambda day, start: (day.month, day.day) == (12, 31)),
    ("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=12;BYMINUTE=15", "12:15", lambda day, start: (day.month, day.day) == (2, 29)),
    ("RRULE:FREQ=MONTHLY;BYMONTHDAY=31 at 06:00", "06:00", lambda day, start: day.day == 31),
]


def to_utc(local, zone):
    """The first moment whose wall clock shows this time, or, if none does, the first that shows a later one."""
    info = ZoneInfo(zone)
    for fold in (0, 1):
        moment = local.replace(tzinfo=info, fold=fold).astimezone(timezone.utc)
        if moment.astimezone(info).replace(tzinfo=None) == local:
            return int(moment.timestamp())
    # Every minute is tried: slow, and needs no idea of transitions.
    moment = (local - timedelta(days=2)).replace(tzinfo=timezone.utc)
    while moment.astimezone(info).replace(tzinfo=None) < local:
        moment += timedelta(minutes=1)
    return int(moment.timestamp())


def moved(day, shift, holidays):
    while shift != "none" and (day.weekday() >= 5 or day.isoformat() in holidays):
        day += timedelta(1 if shift == "next" else -1)
    return day


def case(when, time, fits, zone, start, shift):
    holidays = HOLIDAYS if shift != "none" else []
    print(f"case {when}|{zone}|{start}|{shift}|{' '.join(holidays)}")
    hour, minute = map(int, time.split(":"))
    found = {}
    day, end = start, start.replace(year=start.year + 10)
    while day < end + timedelta(30):
        if fits(day, start):
            on = moved(day, shift, holidays)
            if on >= end:
                break
            found[to_utc(datetime(on.year, on.month, on.day, hour, minute), zone)] = day
        day += timedelta(1)
    for at in sorted(found):
        print(at, found[at])
    print("end")


def main():
    for i, zone in enumerate(ZONES):
        # 2007 to 2017 has Apia's lost day, 2036 to 2046 what lies behind the last transition of the files.
        for start in (date(2007, 6, 6), date(2020, 2, 29), date(2036, 11, 3)):
            if start.day == 29:
                start = date(2020, 3, 1)
            for j, (when, time, fits) in enumerate(RULES):
                # Every rule in the first five zones, every third in the others.
                if i >= 5 and (i + j + start.year) % 3:
                    continue
                case(when, time, fits, zone, start, "none")
                if (i + j) % 3 == 0:
                    case(when, time, fits, zone, start, "next")
                    case(when, time, fits, zone, start, "previous")


if __name__ == "__main__":
    main()
