import type { LocalDate } from '@org/kernel';

/** Payment term in days of an account whose class sets none. */
export const defaultDaysToPay = 14;

/** The day a payment is due, counted from the closing or the approval of its invoice. @param daysToPay the payment term */
export const dueDateAfter = (day: LocalDate, daysToPay: number): LocalDate => day.add({ days: daysToPay });

/** Tells whether a day lies before another one. */
const isBefore = (day: LocalDate, other: LocalDate): boolean => day.until(other).sign > 0;

/** On its due date a payment is in time yet. */
export const isPastDue = (dueDate: LocalDate, today: LocalDate): boolean => isBefore(dueDate, today);
