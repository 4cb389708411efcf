import { describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import { resellerIdOf } from '../model/ids.js';
import { violationsOf } from '../writing/rule.js';
import { OpenResellerAccount } from './open-reseller-account.js';
import { OpenReseller } from './open-reseller.js';
import { refuseMoveInUse, type Movable, type PartiesInUse } from './parties-in-use.js';
import { managerRules } from './party-rules.js';
import type { Reseller } from './reseller.js';
import { resellerAccountRules, resellerRules, type ResellerAccountDraft, type ResellerDraft } from './terms-rules.js';

/** Reseller 2 sells in dollars; euros are known, too. Account 74 has invoices, and so have accounts of reseller 2. */
class Parties implements PartiesInUse {
  readonly added: object[] = [];

  add(_: Movable, record: ResellerAccountDraft | ResellerDraft): Promise<number> {
    return Promise.resolve(this.added.push(record));
  }

  locked(_: 'reseller', id: number): Promise<(Reseller & ResellerDraft) | undefined> {
    const reseller = { id: resellerIdOf(2), currency: 'USD' } as Reseller & ResellerDraft;
    return Promise.resolve(id === 2 ? reseller : undefined);
  }

  knowsCurrency = (name: string) => Promise.resolve(['EUR', 'USD'].includes(name));
  firstUseOf = (_: Movable, id: number) => Promise.resolve(id === 74 || id === 2 ? 'invoices' : undefined);
}

const refusal = (member: string, message: string) => new InvalidRecord({ member, message });

describe('a new reseller', () => {
  const draft: ResellerDraft = { name: 'Acme', domain: 'acme.test', currency: 'EUR', companyName: 'A', country: 'DE' };
  const said = (changes: ResellerDraft) =>
    violationsOf(resellerRules, { ...draft, ...changes }).map(({ member, message }) => `${member ?? ''} ${message}`);

  it('needs no more than a name, a domain, a currency, a company and its country', async () => {
    const parties = new Parties();
    expect(said({})).toEqual([]);
    await new OpenReseller(parties).execute(draft);
    const unsaid = { managerName: '', addressLine1: '', addressLine2: '', city: '', zip: '' };
    expect(parties.added).toEqual([{ ...unsaid, ...draft }]);
  });

  it('trades in a currency that the ledger knows', async () => {
    const open = new OpenReseller(new Parties()).execute({ ...draft, currency: 'XXX' });
    await expect(open).rejects.toEqual(refusal('currency', 'is not a known currency'));
  });

  it.each([
    [{ name: ' ' }, "name can't be blank"],
    [{ name: 'x'.repeat(256) }, 'name is too long (maximum is 255 characters)'],
    [{ addressLine1: 'x'.repeat(256) }, 'addressLine1 is too long (maximum is 255 characters)'],
    [{ companyName: null }, "companyName can't be blank"],
    [{ country: 'Germany' }, 'country is invalid'],
    [{ zip: null }, "zip can't be blank"],
    [{ timeZone: 'Nowhere' }, 'timeZone Nowhere is not a valid timezone'],
    [{ invoiceRefTemplate: ' ' }, "invoiceRefTemplate can't be blank"],
    [{ domain: 'https://acme.test/' }, 'domain is not a name of a host'],
    [{ domain: '-acme.test' }, 'domain is not a name of a host'],
    [{ parent: 2_147_483_648 }, 'parent must exist'],
  ])('is not %j', (changes, message) => {
    expect(said(changes)).toEqual([message]);
  });
});

describe('a new account of a reseller', () => {
  const now = '2026-03-01T12:00:00Z';
  const draft: ResellerAccountDraft = { name: 'a', reseller: 2, contractor: 1, paymentModel: 'prepay' };
  const opened = async (changes: ResellerAccountDraft) => {
    const parties = new Parties();
    const clock = new FixedClock(now);
    const scheduleOf = () =>
      ({ nextInvoiceAt: instantOf('2026-04-01T00:00:00Z'), nextInvoiceType: 'autoFull' }) as const;
    await new OpenResellerAccount(parties, clock, scheduleOf).execute({ ...draft, ...changes });
    return parties.added[0];
  };

  it('is in the currency of the reseller and in UTC unless it is opened otherwise, and on schedule', async () => {
    expect(await opened({})).toMatchObject({ currency: 'USD', timeZone: 'UTC', nextInvoiceType: 'autoFull' });
    expect(await opened({ currency: 'EUR', timeZone: 'Asia/Almaty' })).toMatchObject({
      ...draft,
      currency: 'EUR',
      timeZone: 'Asia/Almaty',
    });
  });

  it.each([
    [{ reseller: 9 }, 'reseller', 'must exist'],
    [{ currency: 'XXX' }, 'currency', 'is not a known currency'],
  ])('is not opened with %j', async (changes, member, message) => {
    await expect(opened(changes)).rejects.toEqual(refusal(member, message));
  });

  it.each([
    [{ reseller: null }, 'reseller must exist'],
    [{ contractor: null }, 'contractor must exist'],
    [{ paymentModel: null }, "paymentModel can't be blank"],
    [{ currency: null }, "currency can't be blank"],
    [{ billingDay: 32 }, 'billingDay must be less than or equal to 31'],
  ])('is not one with %j', (changes, message) => {
    const broken = violationsOf(resellerAccountRules, { ...draft, ...changes });
    expect(broken.map(({ member, message: words }) => `${member ?? ''} ${words}`)).toEqual([message]);
  });
});

describe('a new manager', () => {
  it('has a reseller, a name and a role', () => {
    expect(violationsOf(managerRules, {}).map(({ member }) => member)).toEqual(['reseller', 'name', 'role']);
    expect(violationsOf(managerRules, { reseller: 1, name: 'Ann', role: 'sales' })).toEqual([]);
  });
});

describe('another currency or reseller', () => {
  it('is refused once something is booked, for each of them, with what there is', async () => {
    const move = (name: Movable, id: number, ...members: readonly string[]) =>
      refuseMoveInUse(new Parties(), { name, id }, members);

    await expect(move('resellerAccount', 74, 'currency', 'reseller')).rejects.toMatchObject({
      violations: [
        { member: 'currency', message: "can't be changed: the account has invoices" },
        { member: 'reseller', message: "can't be changed: the account has invoices" },
      ],
    });
    await expect(move('reseller', 2, 'currency')).rejects.toEqual(
      refusal('currency', "can't be changed: accounts of the reseller have invoices"),
    );
    await move('resellerAccount', 75, 'currency', 'reseller');
    await move('resellerAccount', 74);
  });
});
