import { describe, expect, it } from '@jest/globals';
import { localDateOf } from '@org/kernel';
import { billingMonths } from './periods.js';

describe('billingMonths', () => {
  it('keeps to the last day of a month that lacks the billing day', () => {
    const days = billingMonths(localDateOf('2025-10-31')).map(({ from, to }) => `${from.toString()} ${to.toString()}`);
    expect(days).toEqual(['2025-10-31 2025-11-30', '2025-11-30 2025-12-31', '2025-12-31 2026-01-31']);
  });
});
