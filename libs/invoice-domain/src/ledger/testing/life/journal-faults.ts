import type { FaultKind } from './fault-kind.js';
import { steady } from './steady-account.js';

const posting = (number: number): string =>
  `(SELECT id FROM postings WHERE account_id = ${steady} AND number = ${number})`;
const wrongBalance = (balance: string, count: number, sum: string): RegExp =>
  new RegExp(`^error journal: account ${steady}: its balance is ${balance}, and its ${count} postings come to ${sum}$`);

/** Faults of the journal of the steady account, whose two adjustments are 3 and -1. */
export const journalFaults: readonly [FaultKind, ...FaultKind[]] = [
  {
    what: 'a balance moves by itself',
    plant: `UPDATE accounts SET balance = balance + 1 WHERE id = ${steady}`,
    finds: [wrongBalance('3', 2, '2')],
  },
  {
    what: 'a posting has another amount',
    plant: `UPDATE postings SET amount = amount + 1 WHERE id = ${posting(1)}`,
    finds: [wrongBalance('2', 2, '3')],
  },
  {
    what: 'a posting is lost',
    plant: `DELETE FROM postings WHERE id = ${posting(2)}`,
    finds: [wrongBalance('2', 1, '3')],
  },
  {
    what: 'a posting goes over to another account',
    plant: `UPDATE postings SET account_id = 74 WHERE id = ${posting(2)}`,
    finds: [
      wrongBalance('2', 1, '3'),
      /^error journal: account 74: its balance is gone, and its 1 postings come to -1$/,
    ],
  },
  {
    what: 'what moved the money is gone',
    plant: `UPDATE postings SET kind = 'charge', cause_type = 'charge', cause_id = 999999 WHERE id = ${posting(2)}`,
    finds: [new RegExp(`^error journal: posting \\d+ of -1 to account ${steady}: its charge 999999 is not there$`)],
  },
];
