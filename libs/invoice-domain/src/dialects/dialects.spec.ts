import { describe, expect, it } from '@jest/globals';
import { instantOf, ZoneOffsets } from '@org/kernel';
import { adminDialect, resellerDialect } from './index.js';

const context = { base: 'http://h', zone: new ZoneOffsets('Europe/Moscow') };
const moment = instantOf('2021-03-01T22:12:58.186820Z');

describe('the admin dialect', () => {
  it('spells names with dashes, and instants in UTC with three digits whatever the zone', () => {
    expect(adminDialect.wireName('originatedFirstCallAt')).toBe('originated-first-call-at');
    expect(adminDialect.codecs.instant.encode(moment, context)).toBe('2021-03-01T22:12:58.186Z');
  });

  it.each<[string, readonly string[] | undefined]>([
    ['', []],
    ['account,service-data', ['account', 'service-data']],
    ['account,,service-data,', ['account', 'service-data']],
    ['"account"', ['account']],
    ['"account,service-data"', ['account,service-data']],
    [' account', [' account']],
    ['"account', undefined],
  ])('reads the list %j as one CSV line without its empty fields', (text, list) => {
    expect(adminDialect.list(text)).toEqual(list);
  });
});

describe('the reseller dialect', () => {
  it('spells names with underscores, and instants in the zone with six digits and an offset without a colon', () => {
    expect(resellerDialect.wireName('includeInInvoice')).toBe('include_in_invoice');
    expect(resellerDialect.codecs.instant.encode(moment, context)).toBe('2021-03-02T01:12:58.186820+0300');
  });

  it.each<[string, readonly string[]]>([
    ['', []],
    ['charges,subscriptions', ['charges', 'subscriptions']],
    ['charges,', ['charges', '']],
    ['"charges"', ['"charges"']],
  ])('reads the list %j between its commas', (text, list) => {
    expect(resellerDialect.list(text)).toEqual(list);
  });
});
