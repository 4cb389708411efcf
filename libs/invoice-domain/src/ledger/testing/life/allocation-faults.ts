import type { FaultKind } from './fault-kind.js';
import { steady } from './steady-account.js';

/** The first credit of the steady account, an adjustment of 3. */
const credit = `(SELECT id FROM postings WHERE account_id = ${steady} AND number = 1)`;

/** A charge in advance of 2, of which something is paid. */
const charge = (allocated: string, status = 'opened'): string => `
INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, payment_model)
VALUES (990001, ${steady}, 1, 1, 'Mail', 'active', 'prepay');
INSERT INTO charges (id, account_id, reseller_id, subscription_id, name, description, type, status, quantity, duration, operate_from, operate_to,
  unit_price, amount, allocated)
VALUES (990002, ${steady}, 1, 990001, 'Mail', 'Mail', 'Charge::Renew', '${status}', 1, 1, '2026-01-01', '2026-02-01', 2, 2, ${allocated});`;

/** The payment of the latest invoice, in whole. */
const payment = (status: string, allocated = '0', fromBalance = '0'): string => `
INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total, allocated, amount_paid_from_balance)
SELECT 990003, ${steady}, 1, 'P', '${status}', 'EUR', payable_total, payable_total, ${allocated}, ${fromBalance}
FROM invoices WHERE account_id = ${steady} ORDER BY id DESC LIMIT 1;
INSERT INTO invoice_payments (account_id, invoice_id, payment_id)
SELECT ${steady}, max(id), 990003 FROM invoices WHERE account_id = ${steady};`;

/** Allocations of the credit that both of their sides know. */
const allocation = (to: 'charge_id' | 'payment_id', amount: string): string => `
UPDATE postings SET allocated = ${amount} WHERE id = ${credit};
INSERT INTO allocations (id, account_id, reseller_id, posting_id, invoice_id, charge_id, payment_id, amount, allocated_at, actor)
SELECT 990004, ${steady}, 1, ${credit}, ${
  to === 'charge_id'
    ? 'NULL, 990002, NULL'
    : '(SELECT invoice_id FROM invoice_payments WHERE payment_id = 990003), NULL, 990003'
}, ${amount}, now(), 'x';`;

/** The debit of an allocation to a charge, which leaves the balance of 2 as a sum of postings. */
const settlement = (amount: string): string => `
INSERT INTO postings (account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at, actor)
VALUES (${steady}, 1, 'EUR', 3, 'settlement', ${amount}, 2 + ${amount}, 'allocation', 990004, now(), now(), 'x');
UPDATE accounts SET balance = 2 + ${amount}, postings_count = 3 WHERE id = ${steady};`;

const told = (text: string, severity = 'error'): RegExp => new RegExp(`^${severity} allocations: ${text}$`);

/** What is planted as paid has posted nothing. */
const unposted = (status: string): RegExp =>
  new RegExp(`^error payments: account ${steady}: payment 990003 of [\\d.]+ is ${status}, and 0 was posted for it$`);

/** Faults of allocations of the steady account, which has none. */
export const allocationFaults: readonly [FaultKind, ...FaultKind[]] = [
  {
    what: 'a credit says that more of it is allocated',
    plant: `UPDATE postings SET allocated = 1 WHERE id = ${credit}`,
    finds: [told('posting \\d+: 1 is allocated, and its allocations come to 0')],
  },
  {
    what: 'a charge says that more of it is paid',
    plant: charge('1'),
    finds: [told('charge 990002: 1 is allocated, and its allocations come to 0')],
  },
  {
    what: 'a payment says that more is allocated for it',
    plant: payment('waiting_for_payment', '1'),
    finds: [told('payment 990003: 1 is allocated, and its allocations come to 0'), unposted('waiting_for_payment')],
  },
  {
    what: 'what is paid of a charge is not debited',
    plant: `${charge('1')}${allocation('charge_id', '1')}`,
    finds: [told(`allocation 990004 of 1 to charge 990002 of account ${steady} is settled by no posting`)],
  },
  {
    what: 'what is paid of a charge is debited otherwise',
    plant: `${charge('1')}${allocation('charge_id', '1')}${settlement('-2')}`,
    finds: [told(`allocation 990004 of 1 to charge 990002 of account ${steady} is settled by -2`)],
  },
  {
    what: 'an invoice is paid with nothing',
    plant: payment('completed'),
    finds: [
      told(
        `payment 990003 of account ${steady} is completed: 0 of [\\d.]+ is allocated, 0 of it from the balance, where it says 0`,
      ),
      unposted('completed'),
    ],
  },
  {
    what: 'an invoice says that more of it was paid from the balance',
    plant: `${payment('waiting_for_payment', '1', '2')}${allocation('payment_id', '1')}`,
    finds: [
      told(
        `payment 990003 of account ${steady} is waiting_for_payment: 1 of [\\d.]+ is allocated, 1 of it from the balance, where it says 2`,
      ),
      unposted('waiting_for_payment'),
    ],
  },
  {
    what: 'a charge is paid and not closed',
    plant: `${charge('2')}${allocation('charge_id', '2')}${settlement('-2')}`,
    finds: [told(`charge 990002 of account ${steady} is opened, and 2 of 2 is paid`)],
  },
  {
    what: 'a charge is closed and paid in part',
    plant: `${charge('1', 'closed')}${allocation('charge_id', '1')}${settlement('-1')}`,
    finds: [told(`charge 990002 of account ${steady} is closed, and 1 of 2 is paid`, 'warning')],
  },
];
