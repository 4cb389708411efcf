import { describe, expect, it } from '@jest/globals';
import type { Exposure } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import { resellerExposures, resellerRegistry } from './index.js';

describe('a value on the reseller wire', () => {
  const context = { base: 'http://h', zone: new ZoneOffsets('UTC') };
  const shownAs = (exposure: Exposure, name: string, value: unknown): unknown =>
    exposure.attributes.find(({ wireName }) => wireName === name)?.codec.encode(value as never, context);

  it.each([
    ['new', 'open'],
    ['pending', 'open'],
    ['approved', 'closed'],
  ])('of an invoice that is %s is %s', (state, status) => {
    expect(shownAs(resellerExposures.invoice, 'status', state)).toBe(status);
  });

  it.each([
    [true, 'true'],
    [false, 'false'],
  ])('of the flag approved, which is %s, is a string', (approved, shown) => {
    expect(shownAs(resellerExposures.invoice, 'approved', approved)).toBe(shown);
  });

  it('of a parent id is a string, and of the other foreign keys a number', () => {
    expect(shownAs(resellerExposures.reseller, 'parent_id', 44)).toBe('44');
    expect(shownAs(resellerExposures.invoice, 'account_id', 906)).toBe(906);
    expect(shownAs(resellerExposures.tax, 'charge_id', 85176)).toBe(85176);
  });

  it('of a closed set is a word in lower snake case', () => {
    const words = [...resellerRegistry.exposures].flatMap(({ attributes }) =>
      attributes.flatMap((attribute) => Object.values(attribute.words ?? {})),
    );
    expect(words).toContain('waiting_for_payment');
    expect(words.filter((word) => !/^[a-z]+(_[a-z]+)*$/.test(word))).toEqual([]);
  });
});
