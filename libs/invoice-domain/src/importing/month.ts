/** A month of UTC, as a number that counts on from one month to the next. */
export type Month = number;

export const monthOf = (year: number, month: number): Month => year * 12 + month - 1;

/** The first day, as PostgreSQL reads it. */
export const firstDayOf = (month: Month): string =>
  `${String(Math.trunc(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01 00:00:00+00`;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (daysInMonth[month - 1] ?? 0);

/**
 * The months of UTC that a local day may lie in: at the ends of a month the offset decides, and a partition too many costs less than
 * to reckon.
 */
export const addMonths = (months: Set<Month>, month: Month, day: number, isUtc: boolean): void => {
  months.add(month);
  if (isUtc) return;
  if (day === 1) months.add(month - 1);
  if (day >= 28) months.add(month + 1);
};
