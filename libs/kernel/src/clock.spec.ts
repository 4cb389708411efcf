import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { FixedClock, systemClock } from './clock.js';

describe('the system clock', () => {
  it('tells the time of the machine', () => {
    const before = Temporal.Now.instant();
    const now = systemClock.now();
    const after = Temporal.Now.instant();
    expect(Temporal.Instant.compare(before, now)).toBeLessThanOrEqual(0);
    expect(Temporal.Instant.compare(now, after)).toBeLessThanOrEqual(0);
  });
});

describe('a fixed clock', () => {
  it('stands still until it is moved', () => {
    const clock = new FixedClock('2026-02-01T00:00:00Z');
    expect(String(clock.now())).toBe('2026-02-01T00:00:00Z');
    expect(String(clock.now())).toBe('2026-02-01T00:00:00Z');
    clock.moveTo('2026-02-01T03:00:00.186820+03:00');
    expect(String(clock.now())).toBe('2026-02-01T00:00:00.18682Z');
  });

  it('may be moved back', () => {
    const clock = new FixedClock('2026-02-01T00:00:00Z');
    clock.moveTo('1969-12-31T23:59:59Z');
    expect(String(clock.now())).toBe('1969-12-31T23:59:59Z');
  });

  it.each(['2026-02-01', '2026-02-01T00:00:00', 'now'])('is not set to %s, which is no instant', (text) => {
    expect(() => new FixedClock(text)).toThrow(RangeError);
    expect(() => {
      new FixedClock('2026-02-01T00:00:00Z').moveTo(text);
    }).toThrow(RangeError);
  });
});
