import { describe, expect, it } from '@jest/globals';
import { Decimal, instantOf } from '@org/kernel';
import fc from 'fast-check';
import { contractorIdOf, type ContactId } from '../model/ids.js';
import type { InvoicePeriodId } from '../parties/account.js';
import { brokenRules, type Drafts } from './rules.js';

const said = <Name extends keyof Drafts>(name: Name, draft: Drafts[Name]): readonly string[] =>
  brokenRules(name, draft).map(({ member, message }) => `${member ?? 'record'} ${message}`);

const account: Drafts['account'] = { name: 'a', contractor: 1 };

describe('the rules of an account', () => {
  it('let pass what has a contractor and a name', () => {
    expect(said('account', account)).toEqual([]);
  });

  const decimal = fc.stringMatching(/^-?\d{1,20}\.\d{1,10}$/).map((text) => Decimal.of(text));

  it('let pass thresholds in order, and no others', () => {
    fc.assert(
      fc.property(decimal, decimal, (balanceLowThreshold, balanceHighThreshold) => {
        const isRefused = said('account', { ...account, balanceLowThreshold, balanceHighThreshold }).includes(
          'balanceLowThreshold must be less than balance high threshold',
        );
        expect(isRefused).toBe(balanceLowThreshold.compareTo(balanceHighThreshold) >= 0);
      }),
    );
  });

  it('let pass a greatest balance that is not less than the least, and no other', () => {
    fc.assert(
      fc.property(decimal, decimal, (minBalance, maxBalance) => {
        expect(said('account', { ...account, minBalance, maxBalance }).length === 0).toBe(
          maxBalance.compareTo(minBalance) >= 0,
        );
      }),
    );
  });

  it('let pass a tax between nothing and a hundred percent, and no other', () => {
    fc.assert(
      fc.property(decimal, (vat) => {
        const isTax = !vat.isNegative() && vat.compareTo(Decimal.of('100')) <= 0;
        expect(said('account', { ...account, vat }).length === 0).toBe(isTax);
      }),
    );
  });

  it('compare a balance that is given with the one that is not, which is zero', () => {
    expect(said('account', { ...account, minBalance: Decimal.of('0.01') })).toEqual([
      'maxBalance must be greater than or equal to 0.01',
    ]);
    expect(said('account', { ...account, minBalance: Decimal.of('-1') })).toEqual([]);
  });

  it.each(['UTC', 'Europe/Kyiv', 'America/Argentina/Buenos_Aires'])('know the time zone %s', (timeZone) => {
    expect(said('account', { ...account, timeZone })).toEqual([]);
  });

  it.each(['', 'Europe/Atlantis', '+02:00', '02:00', '../etc/passwd', 'a\0b'])(
    'do not know the time zone %j',
    (timeZone) => {
      expect(said('account', { ...account, timeZone })).toEqual([`timeZone ${timeZone} is not a valid timezone`]);
    },
  );

  it.each(['', ' ', '+02:00'])('know no more time zones for the terms of a reseller: not %j', (timeZone) => {
    const terms = { externallyInvoiced: false, invoiceRefTemplate: '$seq' };
    expect(said('resellerTerms', { ...terms, timeZone })).toEqual([`timeZone ${timeZone} is not a valid timezone`]);
    expect(said('resellerTerms', { ...terms, timeZone: null })).toEqual([]);
  });

  it.each([0, 8, -1])('do not know the period %i', (period) => {
    expect(said('account', { ...account, invoicePeriodId: period as InvoicePeriodId })).toEqual([
      'invoicePeriodId is not included in the list',
    ]);
  });

  it('take ids of contacts that a contact could have', () => {
    expect(said('account', { ...account, sendInvoicesTo: [1, 2_147_483_647] as ContactId[] })).toEqual([]);
    expect(said('account', { ...account, sendInvoicesTo: [0] as ContactId[] })).toEqual(['sendInvoicesTo is invalid']);
    expect(said('account', { ...account, sendBalanceNotificationsTo: [2_147_483_648] as ContactId[] })).toEqual([
      'sendBalanceNotificationsTo is invalid',
    ]);
  });
});

describe('a link', () => {
  it('that no record can be at the end of leads nowhere', () => {
    expect(said('contact', { email: 'a@b', contractor: 2_147_483_648 })).toEqual(['contractor must exist']);
    expect(said('contact', { email: 'a@b', contractor: 2_147_483_647 })).toEqual([]);
    expect(said('contractor', { name: 'a', vendor: true, smtpConnection: 2_147_483_648 })).toEqual([
      'smtpConnection must exist',
    ]);
  });
});

describe('the rules of a service', () => {
  const service: Drafts['service'] = {
    account: 1,
    serviceType: 1,
    initialPrice: Decimal.zero,
    renewPrice: Decimal.zero,
  };
  const renewAt = instantOf('2026-04-01T00:00:00Z');

  it('want a time to renew with a period, and none without', () => {
    expect(said('service', service)).toEqual([]);
    expect(said('service', { ...service, renewAt, renewPeriod: 'day' })).toEqual([]);
    expect(said('service', { ...service, renewPeriod: 'day' })).toEqual(["renewAt can't be blank"]);
    expect(said('service', { ...service, renewAt, renewPeriod: null })).toEqual(['renewAt must be blank']);
  });
});

describe('the rules of a contractor', () => {
  it.each([
    [true, true, 0],
    [true, false, 0],
    [false, true, 0],
    [false, false, 2],
    [null, undefined, 2],
  ])('want a vendor (%s), a customer (%s) or both', (vendor, customer, count) => {
    const broken = brokenRules('contractor', {
      id: contractorIdOf(1),
      name: 'a',
      ...(vendor !== null && { vendor }),
      ...(customer !== undefined && { customer }),
    });
    expect(broken).toHaveLength(count);
  });
});

describe('the rules of a currency', () => {
  it('keep the system currency at a rate of one, and no other', () => {
    const [one, two] = [Decimal.of('1.00'), Decimal.of('2')];
    expect(said('currency', { id: 0 as never, name: 'EUR', rate: one })).toEqual([]);
    expect(said('currency', { id: 0 as never, name: 'EUR', rate: two })).toEqual(['rate must be equal to 1']);
    expect(said('currency', { id: 1 as never, name: 'USD', rate: two })).toEqual([]);
  });
});
