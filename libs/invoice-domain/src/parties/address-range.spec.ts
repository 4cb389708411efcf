import { describe, expect, it } from '@jest/globals';
import { faultsOfRanges, isAddressRange } from './address-range.js';

describe('a range of addresses', () => {
  it.each([
    '10.0.0.1',
    '255.255.255.255',
    '10.0.0.0/8',
    '::1',
    '::',
    '::ffff:10.0.0.1',
    '1:2:3:4:5:6:7:8',
    '2001:db8::/32',
    '0.0.0.0/0',
  ])('is %s', (text) => {
    expect(isAddressRange(text)).toBe(true);
  });

  it.each([
    '',
    'localhost',
    '10.0.0',
    '10.0.0.0.1',
    '10.0.0.256',
    '010.0.0.1',
    '1::2::3',
    ':::',
    '1:2:3',
    '1.2.3.4:5',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '10.0.0.0/',
    'fe80::1%eth0',
    '::/129',
    '10.0.0.1 ',
  ])('is not %j', (text) => {
    expect(isAddressRange(text)).toBe(false);
  });

  it('is one of a hundred at most', () => {
    expect(faultsOfRanges(Array.from({ length: 100 }, () => '::1'))).toEqual([]);
    expect(faultsOfRanges(Array.from({ length: 101 }, () => '::1'))).toEqual([
      'is too long (maximum is 100 addresses)',
    ]);
  });
});
