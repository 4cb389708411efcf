import { describe, expect, it } from '@jest/globals';
import { Decimal, FixedClock } from '@org/kernel';
import fc from 'fast-check';
import { neverBilled } from '../usage-billing/invoice-schedule.js';
import { InvalidRecord } from '../model/domain-failure.js';
import type { NewPosting } from '../journal/posting.js';
import { accountIdOf, resellerIdOf } from '../model/ids.js';
import type { AdminWritable } from './index.js';
import type { Drafts } from './rules.js';
import { CreateRecord } from './create-record.js';
import type { OwnerOfAccounts } from '../parties/account-records.js';
import type { LedgerRecords, Stored } from './ledger-records.js';

/** One account, and what is added to it. */
class OneAccount implements LedgerRecords {
  readonly added: (readonly [AdminWritable, object])[] = [];
  balance = Decimal.zero;

  locked<Name extends AdminWritable>(name: Name, id: number): Promise<Stored<Name> | undefined> {
    if (name !== 'account' || id !== 74) return Promise.resolve(undefined);
    const account = { id: accountIdOf(74), resellerId: resellerIdOf(1), currency: 'EUR', balance: this.balance };
    return Promise.resolve(account as unknown as Stored<Name>);
  }

  add<Name extends AdminWritable>(name: Name, record: Drafts[Name]): Promise<number> {
    return Promise.resolve(this.added.push([name, record]));
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    for (const { amount } of postings) this.balance = this.balance.plus(amount);
    return Promise.resolve();
  }

  settleDue = () => Promise.resolve();
  change = () => Promise.resolve();
  remove = () => Promise.resolve();
  removePaymentsOf = () => Promise.resolve();
  accountOf = () => Promise.resolve(undefined);
  knowsCurrency = () => Promise.resolve(true);
  currencyDigits = () => Promise.resolve(2);
  firstUseOf = () => Promise.resolve(undefined);
  ownerOfAccounts = (): Promise<OwnerOfAccounts | undefined> => Promise.resolve(undefined);
  billedSoFar = (): Promise<typeof neverBilled> => Promise.resolve(neverBilled);
}

const creating = (records: LedgerRecords) =>
  new CreateRecord(records, new FixedClock('2026-03-01T12:00:00Z'), () => 'number');

const input = (values: object) => ({ values: values as Readonly<Record<string, unknown>>, faults: [] });

const amount = fc
  .stringMatching(/^-?\d{1,12}\.\d{1,8}$/)
  .map((text) => Decimal.of(text))
  .filter((value) => !value.isZero());

const move = fc.oneof(
  amount.map((total) => ({ name: 'payment', values: { account: 74, total }, moved: total }) as const),
  amount.map(
    (value) => ({ name: 'transaction', values: { account: 74, amount: value }, moved: value.negated() }) as const,
  ),
  amount.map(
    (initialPrice) =>
      ({
        name: 'service',
        values: { account: 74, serviceType: 1, initialPrice, renewPrice: Decimal.zero },
        moved: initialPrice.negated(),
      }) as const,
  ),
);

describe('the balance of an account', () => {
  it('is the sum of all payments less all transactions, to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 20 }), async (moves) => {
        const records = new OneAccount();
        for (const { name, values } of moves) await creating(records).execute(name, input(values));

        expect(records.balance.toString()).toBe(Decimal.sum(moves.map(({ moved }) => moved)).toString());
        const before = records.added.flatMap(([name, record]) =>
          name === 'payment' ? [(record as Drafts['payment']).balanceBeforePayment?.toString()] : [],
        );
        expect(before).toEqual(
          moves.flatMap(({ name }, index) =>
            name === 'payment' ? [Decimal.sum(moves.slice(0, index).map(({ moved }) => moved)).toString()] : [],
          ),
        );
      }),
    );
  });

  it('is of an account that exists', async () => {
    const records = new OneAccount();
    const pay = creating(records).execute('payment', input({ account: 75, total: Decimal.of('1') }));

    await expect(pay).rejects.toEqual(new InvalidRecord({ member: 'account', message: 'must exist' }));
    expect(records.added).toEqual([]);
  });
});

describe('a new service', () => {
  it('that costs nothing to begin with moves nothing', async () => {
    const records = new OneAccount();
    const values = { account: 74, serviceType: 1, initialPrice: Decimal.zero, renewPrice: Decimal.of('1') };
    await creating(records).execute('service', input(values));

    expect(records.added).toEqual([['service', { ...values, state: 'active' }]]);
  });
});

describe('a new account', () => {
  it('is refused while there is no reseller whose it could be', async () => {
    const open = creating(new OneAccount()).execute('account', input({ name: 'a', contractor: 1 }));

    await expect(open).rejects.toMatchObject({ violations: [{ message: 'has no reseller to belong to' }] });
  });
});

describe('what could not be read', () => {
  it('is told first, and nothing more of its member', async () => {
    const faults = [{ member: 'email', message: 'is invalid' }];
    const create = creating(new OneAccount()).execute('contact', { values: {}, faults });

    await expect(create).rejects.toMatchObject({
      violations: [
        { member: 'email', message: 'is invalid' },
        { member: 'contractor', message: 'must exist' },
      ],
    });
  });
});
