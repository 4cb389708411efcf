import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { ZoneOffsets } from './zone-offsets.js';

const zones = [
  'Europe/Kyiv',
  'America/Los_Angeles',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
  'Europe/Moscow',
] as const;

const secondsOf = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds / 1000;

const [from, until] = [secondsOf('1950-01-01T00:00:00Z'), secondsOf('2040-01-01T00:00:00Z')];

const momentIn = (zone: string, unixSeconds: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(unixSeconds * 1000).toZonedDateTimeISO(zone);

const offsetIn = (zone: string, unixSeconds: number): number => momentIn(zone, unixSeconds).offsetNanoseconds / 1e9;

const transitionsOf = (zone: string): number[] => {
  const transitions: number[] = [];
  let next = momentIn(zone, from).getTimeZoneTransition('next');
  while (next !== null && next.epochMilliseconds < until * 1000) {
    transitions.push(next.epochMilliseconds / 1000);
    next = next.getTimeZoneTransition('next');
  }
  return transitions;
};

describe('the offset of a zone', () => {
  it.each([
    ['Europe/Kyiv', '2026-01-15T12:00:00Z', 2 * 3600],
    ['Europe/Kyiv', '2026-07-15T12:00:00Z', 3 * 3600],
    ['America/Los_Angeles', '2026-01-15T12:00:00Z', -8 * 3600],
    ['Australia/Lord_Howe', '2026-01-15T12:00:00Z', 11 * 3600],
    ['Australia/Lord_Howe', '2026-07-15T12:00:00Z', 10.5 * 3600],
    ['Asia/Kathmandu', '2026-07-15T12:00:00Z', 5.75 * 3600],
    ['Asia/Kathmandu', '1985-12-31T12:00:00Z', 5.5 * 3600],
    ['Europe/Moscow', '2012-01-15T12:00:00Z', 4 * 3600],
    ['Europe/Moscow', '2021-03-02T00:00:00Z', 3 * 3600],
    ['UTC', '1969-12-31T23:59:59Z', 0],
  ])('in %s at %s is %i seconds', (zone, instant, seconds) => {
    expect(new ZoneOffsets(zone).at(secondsOf(instant))).toBe(seconds);
  });

  it.each(zones)('in %s is what Temporal says, in whatever order the seconds are asked for', (zone) => {
    const offsets = new ZoneOffsets(zone);
    fc.assert(
      fc.property(fc.integer({ min: from, max: until }), (unixSeconds) => {
        expect(offsets.at(unixSeconds)).toBe(offsetIn(zone, unixSeconds));
      }),
      { numRuns: 500 },
    );
  });

  it.each(zones)('in %s changes at the very second of each transition', (zone) => {
    const seconds = transitionsOf(zone).flatMap((second) => [second - 1, second, second + 1]);
    const expected = seconds.map((second) => offsetIn(zone, second));
    const remembering = new ZoneOffsets(zone);
    expect(seconds.map((second) => remembering.at(second))).toEqual(expected);
    expect(seconds.toReversed().map((second) => remembering.at(second))).toEqual(expected.toReversed());
    // A zone that has seen nothing else yet: its first span is the one that begins, or ends, right here.
    expect(seconds.map((second) => new ZoneOffsets(zone).at(second))).toEqual(expected);
  });

  it('knows a zone by the name it was made for', () => {
    expect(new ZoneOffsets('Asia/Kathmandu').zone).toBe('Asia/Kathmandu');
  });

  it.each(['Mars/Olympus_Mons', '', 'Kyiv', 'europe kyiv'])('is not known for %j', (zone) => {
    expect(() => new ZoneOffsets(zone)).toThrow(RangeError);
  });
});

describe('what the clocks of a zone show', () => {
  const shown = (zone: string, local: string): readonly string[] =>
    new ZoneOffsets(zone)
      .secondsShowing(secondsOf(`${local}Z`))
      .map((second) => Temporal.Instant.fromEpochMilliseconds(second * 1000).toString());

  it.each([
    ['Europe/Kyiv', '2026-03-05T10:00:00', ['2026-03-05T08:00:00Z']],
    ['Europe/Kyiv', '2026-03-29T03:00:00', []],
    ['Europe/Kyiv', '2026-03-29T03:59:59', []],
    ['Europe/Kyiv', '2026-03-29T04:00:00', ['2026-03-29T01:00:00Z']],
    ['Europe/Kyiv', '2026-10-25T03:30:00', ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']],
    ['Australia/Lord_Howe', '2026-04-05T01:45:00', ['2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z']],
    ['UTC', '2026-03-29T03:00:00', ['2026-03-29T03:00:00Z']],
  ])('in %s at %s is shown at %j', (zone, local, expected) => {
    expect(shown(zone, local)).toEqual(expected);
  });

  it.each(zones)('in %s is shown at the instant that Temporal finds for it', (zone) => {
    const offsets = new ZoneOffsets(zone);
    fc.assert(
      fc.property(fc.integer({ min: from, max: until }), (unixSeconds) => {
        const local = unixSeconds + offsetIn(zone, unixSeconds);
        const dateTime = momentIn('UTC', local).toPlainDateTime();
        const found = offsets.secondsShowing(local);
        expect(found).toContain(unixSeconds);
        expect(found[0]).toBe(dateTime.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds / 1000);
        expect(found.at(-1)).toBe(dateTime.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds / 1000);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the transitions that the tests above walk over', () => {
  it.each([
    ['Europe/Kyiv', '2026-03-29T01:00:00Z'],
    ['America/Los_Angeles', '2026-11-01T09:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
    ['Asia/Kathmandu', '1985-12-31T18:30:00Z'],
    ['Europe/Moscow', '2014-10-25T22:00:00Z'],
  ])('hold that of %s at %s', (zone, instant) => {
    expect(transitionsOf(zone)).toContain(secondsOf(instant));
  });
});
