import { localDateOf } from '@org/kernel';
import type { LoadingOptions } from './load-demo-data.js';

/** A year that does not move with the clock, for tests and benchmarks that name what is in it. */
export const fixedYear = {
  today: localDateOf('2026-01-10'),
  months: 12,
} as const satisfies LoadingOptions;
