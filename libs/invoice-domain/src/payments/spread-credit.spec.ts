import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import fc from 'fast-check';
import { accountIdOf, chargeIdOf, postingIdOf } from '../model/ids.js';
import { coveredBy, spreadCredit } from './spread-credit.js';

const creditsOf = (...amounts: readonly string[]) =>
  amounts.map((amount, index) => ({
    accountId: accountIdOf(1),
    postingId: postingIdOf(index + 1),
    amount: Decimal.of(amount),
  }));

const owedOf = (...amounts: readonly string[]) =>
  amounts.map((amount, index) => ({
    invoiceId: null,
    chargeId: chargeIdOf(index + 1),
    paymentId: null,
    amount: Decimal.of(amount),
  }));

const told = (credits: readonly string[], owed: readonly string[]): readonly string[] =>
  spreadCredit(creditsOf(...credits), owedOf(...owed)).map(
    ({ postingId, chargeId, amount }) => `${String(postingId)} pays ${amount.toString()} of ${String(chargeId)}`,
  );

describe('credits', () => {
  it.each([
    ['pay an item in whole', ['100'], ['100'], ['1 pays 100 of 1']],
    ['pay a part of an item', ['40'], ['100'], ['1 pays 40 of 1']],
    ['pay one item together', ['40', '70'], ['100'], ['1 pays 40 of 1', '2 pays 60 of 1']],
    ['pay several items each', ['100'], ['60', '40'], ['1 pays 60 of 1', '1 pays 40 of 2']],
    [
      'go on where the item before ended',
      ['50', '50'],
      ['30', '70'],
      ['1 pays 30 of 1', '1 pays 20 of 2', '2 pays 50 of 2'],
    ],
    ['pay nothing when there are none', [], ['10'], []],
  ])('%s', (_, credits, owed, expected) => {
    expect(told(credits, owed)).toEqual(expected);
  });

  const cents = fc.array(
    fc.integer({ min: 1, max: 1_000 }).map((count) => (count / 100).toFixed(2)),
    { maxLength: 8 },
  );
  const sum = (amounts: readonly string[]): Decimal => Decimal.sum(amounts.map((amount) => Decimal.of(amount)));

  it('pay as much as they can, and nothing more than once', () => {
    fc.assert(
      fc.property(cents, cents, (credits, owed) => {
        const made = spreadCredit(creditsOf(...credits), owedOf(...owed));
        const least = sum(credits).compareTo(sum(owed)) < 0 ? sum(credits) : sum(owed);
        expect(Decimal.sum(made.map(({ amount }) => amount)).equals(least)).toBe(true);
        for (const [index, credit] of credits.entries()) {
          const spent = made.filter(({ postingId }) => postingId === postingIdOf(index + 1));
          expect(Decimal.sum(spent.map(({ amount }) => amount)).compareTo(Decimal.of(credit))).toBeLessThanOrEqual(0);
        }
        for (const [index, due] of owed.entries()) {
          const paid = made.filter(({ chargeId }) => chargeId === chargeIdOf(index + 1));
          expect(Decimal.sum(paid.map(({ amount }) => amount)).compareTo(Decimal.of(due))).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe('funds', () => {
  const covered = (funds: string, ...amounts: readonly string[]) =>
    coveredBy(Decimal.of(funds), owedOf(...amounts)).map(({ amount }) => amount.toString());

  it('cover amounts in their order, the last of them in part', () => {
    expect(covered('100', '60', '60', '5')).toEqual(['60', '40']);
    expect(covered('125', '60', '60', '5')).toEqual(['60', '60', '5']);
  });

  it('below zero cover nothing', () => {
    expect(covered('-1', '60')).toEqual([]);
    expect(covered('0', '60')).toEqual([]);
  });
});
