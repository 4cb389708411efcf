import { post } from '../../../journal/postgres/post.js';
import type { FaultKind } from './fault-kind.js';
import { steady } from './steady-account.js';

const id = 990_001;
const invoice = `(SELECT id FROM invoices WHERE account_id = ${steady} AND starts_at = '2026-02-01T00:00:00Z')`;

/** A sound credit note of 1, by the ledger's own triggers. Its correction and its posting are there, too. */
const issued = `
SET LOCAL session_replication_role = origin;
INSERT INTO corrections (id, account_id, reseller_id, status, total, approved_at)
VALUES (${id}, ${steady}, 1, 'approved', -1, '2026-08-01T00:00:00Z');
INSERT INTO credit_note_lines (credit_note_id, account_id, reseller_id, amount) VALUES (${id}, ${steady}, 1, 1);
INSERT INTO credit_notes (id, account_id, reseller_id, invoice_id, correction_id, kind, reference, currency, total, reason)
VALUES (${id}, ${steady}, 1, ${invoice}, ${id}, 'credit', 'CN-$seq', 'EUR', 1, 'outage');
${post(`SELECT ${steady} AS account_id, 1::numeric AS amount, 'credit_note' AS kind, 'credit_note' AS cause_type, ${id}::bigint AS cause_id,
  NULL::timestamptz AS booked_at`)};
SET LOCAL session_replication_role = replica;
`;

const wrong = (fault: string): RegExp => new RegExp(`^error credit notes: credit note ${id} of invoice \\d+ ${fault}$`);
const forged = new RegExp(`^error seals: credit note ${id} is not what was sealed as number 1 of reseller 1$`);

/** A charge of the steady account, or what bills it anew. */
const charge = (chargeId: number, more: string, values: string): string => `
INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, payment_model)
VALUES (${id}, ${steady}, 1, 1, 'Mail', 'stopped', 'postpay') ON CONFLICT DO NOTHING;
INSERT INTO charges (id, account_id, reseller_id, subscription_id, name, description, type, status, quantity, duration, operate_from, operate_to,
  unit_price, amount, ${more})
VALUES (${chargeId}, ${steady}, 1, ${id}, 'Mail', 'Mail', 'Charge::Renew', 'deleted', 1, 1, '2026-02-01', '2026-03-01', 0, 0, ${values});`;

/** A charge of nothing that is deleted is on no invoice. */
const misplaced = new RegExp(
  `^error charges: account ${steady}: charge ${id} of 0 is deleted and paid postpay, and on invoice `,
);

/** Of the document itself. */
export const faultsOfCreditNoteSeals: readonly FaultKind[] = [
  {
    what: 'a credit note has another reason',
    plant: `${issued} UPDATE credit_notes SET reason = 'forged' WHERE id = ${id}`,
    finds: [forged],
  },
];

/** Of the series of credit notes. */
export const faultsOfCreditNoteNumbers: readonly FaultKind[] = [
  {
    what: 'a credit note is gone, with its posting',
    plant: `${issued} DELETE FROM credit_note_lines; DELETE FROM credit_notes`,
    finds: [
      new RegExp(`^error numbers: credit note ${id}, number 1 of reseller 1, is gone$`),
      new RegExp(`^error journal: posting \\d+ of 1 to account ${steady}: its credit_note ${id} is not there$`),
      new RegExp(`^error corrections: account ${steady}: correction ${id} of -1 is approved, and 0 was posted for it$`),
    ],
  },
  {
    what: 'a credit note has lost its seal',
    plant: `${issued} DELETE FROM credit_note_seals; UPDATE invoice_series SET last_credit_number = 0, last_seal = (
      SELECT seal FROM invoice_seals WHERE invoice_seals.reseller_id = invoice_series.reseller_id ORDER BY number DESC LIMIT 1)`,
    finds: [new RegExp(`^error numbers: credit note ${id} is issued, and its number 1 is not sealed$`)],
  },
  {
    what: 'a number of a credit note is left out',
    plant: `${issued} UPDATE credit_note_seals SET number = 2; UPDATE credit_notes SET number = 2; UPDATE invoice_series SET last_credit_number = 2`,
    finds: [
      new RegExp(`^error seals: credit note ${id} is not what was sealed as number 2 of reseller 1$`),
      /^error numbers: reseller 1: between credit note number 0 and number 2 is a gap$/,
    ],
  },
];

/** Of what a credit note says against what else says so. */
export const creditNoteFaults: readonly [FaultKind, ...FaultKind[]] = [
  {
    what: 'a line of a credit note has another amount',
    plant: `${issued} UPDATE credit_note_lines SET amount = 2`,
    finds: [forged, wrong('is not what its lines sum up to')],
  },
  {
    what: 'a credit note is of more than its invoice',
    plant: `${issued} UPDATE credit_note_lines SET amount = 1000; UPDATE credit_notes SET total = 1000;
      UPDATE corrections SET total = -1000 WHERE id = ${id}`,
    finds: [forged, wrong('credits more than its invoice is of'), wrong('has credited its account with 1')],
  },
  {
    what: 'a line is of an item that is on another invoice',
    plant: `${issued} ${charge(id, 'close_date', 'NULL')} UPDATE credit_note_lines SET charge_id = ${id}`,
    finds: [forged, wrong('credits more of an item than its invoice has')],
  },
  {
    what: 'the account was not credited',
    plant: `${issued} DELETE FROM postings WHERE cause_type = 'credit_note';
      UPDATE accounts SET balance = balance - 1, postings_count = postings_count - 1 WHERE id = ${steady}`,
    finds: [wrong('has credited its account with nothing')],
  },
  {
    what: 'the correction that stands for it is of another amount',
    plant: `${issued} UPDATE corrections SET total = -2 WHERE id = ${id}`,
    finds: [wrong('is not what its correction says')],
  },
  {
    what: 'an invoice is voided that no credit note voids',
    plant: `UPDATE invoices SET voided_at = now() WHERE id = ${invoice}`,
    finds: [/^error credit notes: invoice \d+ is voided by no credit note$/],
  },
  {
    what: 'what was on a voided invoice is not billed anew',
    plant: `${charge(id, 'invoice_id', invoice)} UPDATE invoices SET voided_at = now() WHERE id = ${invoice}`,
    finds: [
      /^error seals: invoice \d+ is not what was sealed as number \d+ of reseller 1$/,
      /^error credit notes: invoice \d+ is voided by no credit note$/,
      misplaced,
      new RegExp(`^error credit notes: charge ${id} was on invoice \\d+, which is voided, and is not billed anew$`),
    ],
  },
  {
    what: 'a charge bills anew what is billed already',
    plant: `${charge(id, 'invoice_id', invoice)} ${charge(id + 1, 'reopens_charge_id', String(id))}`,
    finds: [
      /^error seals: invoice \d+ is not what was sealed as number \d+ of reseller 1$/,
      misplaced,
      new RegExp(`^error credit notes: charge ${id + 1} bills anew what invoice \\d+ bills, which is not voided$`),
    ],
  },
];
