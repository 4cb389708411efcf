import type { FaultKind } from './fault-kind.js';
import { buyer } from './steady-customer.js';

const of = (table: string, key: string): string =>
  `(SELECT id FROM ${table} WHERE account_id = ${buyer} AND external_key = '${key}')`;
const charge = of('charges', 'afterwards');
const correction = of('corrections', 'goodwill');
const topUp = of('payments', 'top-up');
const servicePayment = `(SELECT payment_id FROM invoice_payments WHERE account_id = ${buyer})`;

const longAgo = `'2020-01-01T00:00:00Z'`;
/** A day on the closed invoice. */
const billed = `(SELECT from_date + 1 FROM invoices JOIN invoice_payments link ON link.invoice_id = invoices.id WHERE link.account_id = ${buyer})`;

const told = (check: string, what: string): RegExp => new RegExp(`^error ${check}: account ${buyer}: ${what}`);
const wrongBalance = new RegExp(`^error journal: account ${buyer}: its balance is `);

type Faults = readonly [FaultKind, ...FaultKind[]];

/** Faults of the charges of the steady customer. */
export const chargeFaults: Faults = [
  {
    what: 'the posting of a charge is lost',
    plant: `DELETE FROM postings WHERE cause_type = 'charge' AND cause_id = ${charge}`,
    finds: [wrongBalance, told('charges', `charge \\d+ is closed and comes to 107, and 7 was posted for it$`)],
  },
  {
    what: 'a charge is deleted, and what was debited for it is kept',
    plant: `UPDATE charges SET status = 'deleted', invoice_id = NULL WHERE id = ${of('charges', 'this month')}`,
    finds: [
      /^error sums: invoice \d+ does not say what its charges sum up to$/,
      told('charges', 'charge \\d+ is deleted and comes to 20, and 20 was posted for it$'),
    ],
  },
  {
    what: 'a charge is on an invoice of another payment model',
    plant: `UPDATE subscriptions SET payment_model = 'postpay' WHERE id = ${of('subscriptions', 'mail')}`,
    finds: [
      told(
        'charges',
        'charge \\d+ of 50 is closed and paid postpay, and on invoice \\d+ of commerce, which is paid prepay$',
      ),
      told('charges', 'charge \\d+ is closed and comes to 50, and 0 was posted for it$'),
    ],
  },
  {
    what: 'a charge is on no invoice, and those of its series are closed',
    plant: `INSERT INTO charges (account_id, reseller_id, subscription_id, name, description, type, status, quantity, duration,
        operate_from, operate_to, unit_price, amount, close_date, created_at, updated_at)
      VALUES (${buyer}, 1, ${of('subscriptions', 'seats')}, 'Seats', 'Seats', 'Charge::Renew', 'closed', 1, 1, ${billed}, ${billed}, 9, 9,
        ${billed}, ${longAgo}, ${longAgo})`,
    finds: [
      told('charges', 'charge \\d+ of 9 is on no invoice, and invoice \\d+ of its series was closed without it$'),
    ],
  },
];

/** Faults of its corrections. */
export const correctionFaults: Faults = [
  {
    what: 'the posting of a correction has another amount',
    plant: `UPDATE postings SET amount = amount + 1 WHERE cause_type = 'correction' AND cause_id = ${correction}`,
    finds: [wrongBalance, told('corrections', 'correction \\d+ of -30 is approved, and -31 was posted for it$')],
  },
  {
    what: 'a correction is on an invoice of another payment model',
    plant: `UPDATE corrections SET payment_model = 'prepay' WHERE id = ${correction}`,
    finds: [told('corrections', 'correction \\d+ of -30 is approved, and on invoice \\d+ of commerce$')],
  },
  {
    what: 'a correction that asks to be included is on no invoice, and those of its series are closed',
    plant: `INSERT INTO corrections (account_id, reseller_id, status, total, include_in_invoice, approved_at, payment_model, created_at, updated_at)
      VALUES (${buyer}, 1, 'approved', 5, true, ${billed}::timestamptz, 'postpay', ${longAgo}, ${longAgo})`,
    finds: [
      told(
        'corrections',
        'correction \\d+ of 5 is on no invoice, and invoice \\d+ of its series was closed without it$',
      ),
    ],
  },
];

/** Faults of its payments. */
export const paymentFaults: Faults = [
  {
    what: 'a payment credits another amount than it has',
    plant: `UPDATE payments SET initial_total = 600, total = 600 WHERE id = ${topUp}`,
    finds: [told('payments', 'payment \\d+ of 600 is completed, and 500 was posted for it$')],
  },
  {
    what: 'a payment asks for another sum than its invoice comes to',
    plant: `UPDATE payments SET initial_total = 78, total = 78 WHERE id = ${servicePayment}`,
    finds: [told('payments', 'payment \\d+ asks for 78, and its invoice \\d+ comes to 77$')],
  },
  {
    what: 'a closed invoice has no payment',
    plant: `DELETE FROM invoice_payments WHERE account_id = ${buyer}`,
    finds: [told('payments', 'invoice \\d+ is closed and comes to 77, and has no payment$')],
  },
  {
    what: 'an overdue payment does not expire',
    plant: `UPDATE payments SET expiration_date = '2026-01-31' WHERE id = ${servicePayment}`,
    finds: [told('payments', 'payment \\d+ of 77 was due on 2026-01-31, and is waiting_for_payment$')],
  },
];

/** Faults of the work that its calendar asks for. */
export const salesFaults: Faults = [
  {
    what: 'an account is not billed, and nobody is told',
    plant: `UPDATE sales_billed SET until = '2026-01-31' WHERE account_id = ${buyer}`,
    finds: [told('sales', 'its subscriptions should have been billed since 2026-01-31, and it is not parked$')],
  },
  {
    what: 'an account stays parked that was billed',
    plant: `INSERT INTO parked_sales (account_id, cause, parked_at) VALUES (${buyer}, 'Its number is taken.', '2026-01-31T00:00:00Z')`,
    finds: [
      new RegExp(`^error sales: account ${buyer} is parked since 2026-01-31 .*, and was billed until `),
      new RegExp(`^error unfinished: subscriptions of account ${buyer} cannot be billed since `),
    ],
  },
];
