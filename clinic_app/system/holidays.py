"""Public holidays and make-up workdays by year, read from data files; unknown years know weekends only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.errors import FileError
from clinic_app.domain.wording import Message, say
from clinic_app.system.files import read_file
from clinic_app.system.resources import resource_names, resource_path

_DAY = timedelta(days=1)


@attrs.frozen
class YearHolidays:
    """What the State Council's notice says about one year.

    Attributes:
        year: calendar year.
        source: which notice, and how it came here.
        days_off: public holidays, weekends among them included, with the holiday's Chinese name.
        workdays: Saturdays and Sundays that are worked to make up for it.
    """

    year: int
    source: str
    days_off: dict[date, str]
    workdays: frozenset[date]


class Holidays:
    """Tells working days from days off."""

    def __init__(self, years: Iterable[YearHolidays] = ()) -> None:
        self._years = {year.year: year for year in years}

    @property
    def years(self) -> list[int]:
        """The years whose notice is known."""
        return sorted(self._years)

    def is_known(self, year: int) -> bool:
        """Whether the notice of a year is known; if not, only weekends count as days off."""
        return year in self._years

    def is_workday(self, day: date) -> bool:
        """Tell whether offices work on a day."""
        known = self._years.get(day.year)
        if known is not None:
            if day in known.days_off:
                return False
            if day in known.workdays:
                return True
        return day.weekday() < 5

    def name_of(self, day: date) -> str:
        """Return the name of the public holiday a day belongs to, or an empty text."""
        known = self._years.get(day.year)
        return "" if known is None else known.days_off.get(day, "")

    def next_workday(self, day: date) -> date:
        """Return the day itself when it is worked, else the next one that is."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """Return the working day ``count`` working days after a day, which is not counted itself."""
        for _ in range(count):
            day = self.next_workday(day + _DAY)
        return day

    def warning(self, year: int) -> Message | None:
        """Return what to tell people about a year without a notice, else None."""
        if self.is_known(year):
            return None
        return say("程序里还没有 {year} 年的放假安排，暂时只按周末计算，请留意节假日调休。", year=year)


def parse_year(text: bytes | str) -> YearHolidays:
    """Return the content of one holiday file (resources/holidays/README.md says its form).

    Raises:
        FileError: it is not such a file.
    """
    try:
        found: Any = json.loads(text)
        year = int(found["year"])
        days_off = {
            date.fromisoformat(day): str(holiday["name"])
            for holiday in found["holidays"]
            for day in holiday["days_off"]
        }
        workdays = frozenset(
            date.fromisoformat(day) for holiday in found["holidays"] for day in holiday["workdays"]
        )
        source = str(found["source"])
    except (ValueError, KeyError, TypeError) as error:
        raise FileError(say("放假安排文件读不懂，没有使用。请向县平台要新的文件。")) from error
    if any(day.year != year for day in (*days_off, *workdays)) or workdays & days_off.keys():
        raise FileError(say("{year} 年的放假安排自相矛盾，没有使用。请向县平台要新的文件。", year=year))
    return YearHolidays(year, source, days_off, workdays)


def load_holidays(*folders: Path) -> Holidays:
    """Return the shipped holidays with those of further folders over them (newer notices from the hub).

    A damaged file in a further folder is passed over: a due date off by a holiday is better than a
    program that does not start.
    """
    years = [
        parse_year(read_file(resource_path("holidays", name)))
        for name in resource_names("holidays")
        if name.endswith(".json")
    ]
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            try:
                years.append(parse_year(read_file(path)))
            except FileError:
                continue
    return Holidays(years)
