import { describe, expect, it } from '@jest/globals';
import type { Exposure } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import { adminExposures } from './index.js';

describe('a word on the admin wire', () => {
  const context = { base: 'http://h', zone: new ZoneOffsets('UTC') };

  it.each([
    ['invoice', 'state', { new: 'New', pending: 'Pending', approved: 'Approved' }],
    ['invoice', 'invoice-type', { manual: 'Manual', autoFull: 'Auto Full', autoPartial: 'Auto Partial' }],
    ['service', 'state', { active: 'Active', suspended: 'Suspended' }],
    ['service', 'renew-period', { day: 'Day', month: 'Month' }],
  ] as const)('of an %s’s %s stands for each value: %j', (resource, name, words) => {
    const exposure: Exposure = adminExposures[resource];
    const attribute = exposure.attributes.find(({ wireName }) => wireName === name);
    expect(attribute?.declared.kind.values).toEqual(Object.keys(words));
    expect(
      Object.fromEntries(Object.keys(words).map((word) => [word, attribute?.codec.encode(word as never, context)])),
    ).toEqual(words);
  });

  it('stands for a missing period too, and only for that', () => {
    const saying = Object.values<Exposure>(adminExposures).flatMap(({ type, attributes }) =>
      attributes.filter(({ ifNull }) => ifNull !== null).map(({ wireName, ifNull }) => [type, wireName, ifNull]),
    );
    expect(saying).toEqual([['services', 'renew-period', 'Disabled']]);
  });
});
