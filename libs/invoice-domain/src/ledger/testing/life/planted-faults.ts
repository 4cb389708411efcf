import type { CheckName } from '../../../usage-billing/finding.js';
import { allocationFaults } from './allocation-faults.js';
import { creditNoteFaults, faultsOfCreditNoteSeals, faultsOfCreditNoteNumbers } from './credit-note-faults.js';
import { chargeFaults, correctionFaults, paymentFaults, salesFaults } from './commerce-faults.js';
import type { FaultKind } from './fault-kind.js';
import { journalFaults } from './journal-faults.js';
import { revisionFaults } from './revision-faults.js';
import { call, steady } from './steady-account.js';

const invoice = (month: number): string =>
  `(SELECT id FROM invoices WHERE account_id = ${steady} AND starts_at = '2026-0${month}-01T00:00:00Z')`;

const late = (part: string, count: string, spent: string, earned: string): RegExp =>
  new RegExp(
    `^error late usage: invoice \\d+ \\(account ${steady}, .*\\): ${part} is no longer .*: count ${count}, spent ${spent}, earned ${earned}$`,
  );
const plus = (value: string): string => `\\+${value.replace('.', '\\.')}`;
const unsealed = /^error seals: invoice \d+ is not what was sealed as number \d+ of reseller 1$/;
const wrongSum = (of: string): RegExp => new RegExp(`^error sums: invoice \\d+ does not say what its ${of} sum up to$`);
const loose = (count: number, severity = 'error'): RegExp =>
  new RegExp(
    `^${severity} unbilled usage: account ${steady}: ${count} calls and transactions from .* are on no invoice: `,
  );
const doubtful = (what: string): RegExp => new RegExp(`^warning doubtful usage: 1 calls from .* ${what}: `);
const brokenChain = new RegExp(`^error chains: account ${steady}: `);

const lineTables = [
  ['invoice_originated_destinations', 'originated destinations'],
  ['invoice_terminated_destinations', 'terminated destinations'],
  ['invoice_originated_networks', 'originated networks'],
  ['invoice_terminated_networks', 'terminated networks'],
  ['invoice_service_data', 'services'],
] as const;

/** Each sort of line: changed on an invoice under review, lost from an approved one. */
const faultsOfLines: readonly FaultKind[] = lineTables.flatMap(([table, name]) => [
  {
    what: `${name} of a pending invoice say more than its header`,
    plant: `UPDATE ${table} SET amount = amount + 1 WHERE invoice_id = ${invoice(4)}`,
    finds: [wrongSum(name)],
  },
  {
    what: `${name} of an approved invoice are gone`,
    plant: `DELETE FROM ${table} WHERE invoice_id = ${invoice(2)}`,
    finds: [unsealed, wrongSum(name)],
  },
]);

/** Kinds of faults by the check that is there to find them: of none there are none. */
export const faultKinds: Readonly<Record<CheckName, readonly [FaultKind, ...FaultKind[]]>> = {
  seals: [
    {
      what: 'an approved invoice has another reference',
      plant: `UPDATE invoices SET reference = 'forged' WHERE id = ${invoice(2)}`,
      finds: [unsealed],
    },
    {
      what: 'a line of an approved invoice names another prefix',
      plant: `UPDATE invoice_originated_destinations SET dst_prefix = '48' WHERE invoice_id = ${invoice(2)}`,
      finds: [unsealed],
    },
    {
      what: 'a correction on an approved invoice is another',
      plant: `UPDATE corrections SET total = total + 1 WHERE invoice_id = ${invoice(3)}`,
      finds: [unsealed, wrongSum('corrections'), late('originated', plus('2'), plus('2'), '0')],
    },
    {
      what: 'the series says that its last seal is another',
      plant: `UPDATE invoice_series SET last_seal = 'another'`,
      finds: [/^error seals: reseller 1: the series says that its last seal is another$/],
    },
    ...faultsOfCreditNoteSeals,
  ],
  numbers: [
    {
      what: 'an invoice has had the number of another since before numbers were unique',
      plant: `UPDATE invoices SET shares_issued_reference = true WHERE id = ${invoice(2)}`,
      finds: [/^warning numbers: invoice \d+ has the number .* of another final invoice of reseller 1$/],
    },
    {
      what: 'an approved invoice is gone, with its seal',
      plant: `DELETE FROM invoice_seals WHERE invoice_id = ${invoice(2)}; DELETE FROM invoices WHERE id = ${invoice(2)}`,
      finds: [
        unsealed,
        /^error numbers: reseller 1: between number \d+ and number \d+ is a gap$/,
        loose(5),
        brokenChain,
      ],
    },
    {
      what: 'an approved invoice is gone, and its seal is left',
      plant: `DELETE FROM invoices WHERE id = ${invoice(2)}`,
      finds: [
        /^error numbers: invoice \d+, number \d+ of reseller 1, was deleted by nobody who left a trace/,
        loose(5),
        brokenChain,
      ],
    },
    {
      what: 'an invoice is approved without a seal',
      plant: `UPDATE invoices SET state = 'approved', number = 999, approved_at = now() WHERE id = ${invoice(4)}`,
      finds: [/^error numbers: invoice \d+ is approved, and its number 999 is not sealed$/],
    },
    ...faultsOfCreditNoteNumbers,
  ],
  sums: [
    {
      what: 'an approved invoice has another sum',
      plant: `UPDATE invoices SET originated_amount_spent = originated_amount_spent + 1, amount_spent = amount_spent + 1, total = total + 1 WHERE id = ${invoice(2)}`,
      finds: [unsealed, wrongSum('originated destinations'), late('originated', '0', '-1', '0')],
    },
    {
      what: 'a charge is put on an invoice',
      plant: `INSERT INTO charges (account_id, reseller_id, invoice_id, subscription_id, name, description, type, status, quantity, duration, operate_from, operate_to,
          unit_price, amount) VALUES (${steady}, 1, ${invoice(4)}, 1, 'x', 'x', 'Charge::Renew', 'closed', 1, 1, '2026-04-01', '2026-05-01', 1, 1)`,
      finds: [
        wrongSum('charges'),
        new RegExp(`^error charges: account ${steady}: charge \\d+ is closed and comes to 1, and 0 was posted for it$`),
        new RegExp(
          `^error charges: account ${steady}: charge \\d+ of 1 is closed and paid postpay, and on invoice \\d+ of usage, `,
        ),
      ],
    },
    ...faultsOfLines,
  ],
  unfinished: [
    {
      what: 'subscriptions of an account cannot be billed',
      plant: `INSERT INTO parked_sales (account_id, cause, parked_at) VALUES (${steady}, 'Its number is taken.', '2026-04-01T00:00:00Z')`,
      finds: [
        new RegExp(
          `^error unfinished: subscriptions of account ${steady} cannot be billed since .*: Its number is taken\\.$`,
        ),
      ],
    },
    {
      what: 'an invoice stays new',
      plant: `UPDATE invoices SET state = 'new', created_at = '2026-07-01' WHERE id = ${invoice(4)}`,
      finds: [/^error unfinished: invoice \d+ is new since /],
    },
    {
      what: 'an account is parked',
      plant: `INSERT INTO billing_runs (id, at, state, actor, started_at) VALUES (999999, '2026-07-02T05:30:00Z', 'running', 'x', now());
        INSERT INTO billing_run_accounts (billing_run_id, account_id, outcome, cause) VALUES (999999, ${steady}, 'parked', 'its calls are wrong')`,
      finds: [
        new RegExp(`^error unfinished: account ${steady} is parked by the billing run of .*: its calls are wrong$`),
      ],
    },
    {
      what: 'a job fails for good',
      plant: `INSERT INTO failed_jobs (job_id, job, data, cause, failed_at)
        VALUES ('9b0a5b2e-6a3c-4c0f-8f39-0d9d5f0b9a01', 'fill-invoice', '{}', 'the disk was full', now())`,
      finds: [/^error unfinished: the job fill-invoice \{\} failed for good: the disk was full$/],
    },
  ],
  chains: [
    {
      what: 'a chain ends too late',
      plant: `UPDATE billing_chains SET billed_until = '2026-08-01' WHERE account_id = ${steady}`,
      finds: [brokenChain],
    },
    {
      what: 'an open period in the middle of a chain is lost',
      plant: `DELETE FROM open_periods WHERE account_id = ${steady}`,
      finds: [brokenChain],
    },
    {
      what: 'an open period is on an invoice, too',
      plant: `INSERT INTO open_periods (account_id, starts_at, ends_at, cause, is_due, opened_at)
        VALUES (${steady}, '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', 'deleted', true, now())`,
      finds: [brokenChain],
    },
  ],
  revisions: revisionFaults,
  journal: journalFaults,
  allocations: allocationFaults,
  'credit notes': creditNoteFaults,
  charges: chargeFaults,
  corrections: correctionFaults,
  payments: paymentFaults,
  sales: salesFaults,
  'late usage': [
    {
      what: 'a call is added behind an approved invoice',
      plant: call(990_001, '2026-02-05T10:00:00Z'),
      finds: [late('originated', plus('1'), plus('1'), '0')],
    },
    {
      what: 'a call to a vendor is added behind a pending invoice',
      plant: call(990_001, '2026-04-05T10:00:00Z', `NULL, ${steady}`),
      finds: [late('terminated', plus('1'), '0', plus('1'))],
    },
    {
      what: 'a call is lost',
      plant: 'DELETE FROM cdrs WHERE id = 900021',
      finds: [late('originated', '-1', '-1.5', '0'), late('terminated', '-1', '0', '-0.25')],
    },
    {
      what: 'a call has another price',
      plant: 'UPDATE cdrs SET customer_price = 7 WHERE id = 900041',
      finds: [late('originated', '0', plus('5.5'), '0')],
    },
    {
      what: 'a call goes over to another account and month',
      plant: `UPDATE cdrs SET vendor_account_id = NULL, time_start = '2026-02-11T10:00:00Z' WHERE id = 900031`,
      finds: [
        late('originated', plus('1'), plus('1.5'), '0'),
        late('originated', '-1', '-1.5', '0'),
        late('terminated', '-1', '0', '-0.25'),
      ],
    },
    {
      what: 'a call is no longer the last attempt',
      plant: 'UPDATE cdrs SET is_last_cdr = false WHERE id = 900021',
      finds: [late('originated', '-1', '-1.5', '0')],
    },
    {
      what: 'a transaction is added behind an approved invoice',
      plant: `INSERT INTO transactions (account_id, amount, created_at) VALUES (${steady}, -4, '2026-02-03T00:00:00Z')`,
      finds: [late('services', plus('1'), '0', plus('4'))],
    },
    {
      what: 'a transaction has another amount',
      plant: `UPDATE transactions SET amount = 2 WHERE account_id = ${steady} AND created_at = '2026-04-20T10:00:00Z'`,
      finds: [late('services', '0', '-1', '0')],
    },
    {
      what: 'a transaction is lost',
      plant: `DELETE FROM transactions WHERE account_id = ${steady} AND created_at = '2026-04-20T10:00:00Z'`,
      finds: [late('services', '-1', '-3', '0')],
    },
    {
      what: 'an offer for late usage is lost',
      plant: `DELETE FROM corrections WHERE account_id = ${steady} AND invoice_id IS NULL`,
      finds: [late('originated', plus('2'), plus('2'), '0')],
    },
    {
      what: 'an offer says more than there is late',
      plant: `UPDATE corrections SET total = total + 1 WHERE account_id = ${steady} AND invoice_id IS NULL`,
      finds: [late('originated', plus('2'), plus('2'), '0')],
    },
    {
      what: 'a correction is offered for usage that has not changed',
      plant: `INSERT INTO corrections (account_id, reseller_id, status, total, include_in_invoice, late_invoice_id)
        VALUES (${steady}, 1, 'approval_required', 5, true, ${invoice(2)})`,
      finds: [
        /^error late usage: invoice \d+ \(.*\): corrections of 5 were offered for it, and its usage is what it was filled with$/,
      ],
    },
    {
      what: 'an invoice under review and its lines say that a call was billed twice',
      plant: `UPDATE invoices SET originated_calls_count = originated_calls_count + 1, originated_amount_spent = originated_amount_spent + 2,
          amount_spent = amount_spent + 2, total = total + 2 WHERE id = ${invoice(4)};
        UPDATE invoice_originated_destinations SET calls_count = calls_count + 1, amount = amount + 2 WHERE invoice_id = ${invoice(4)};
        UPDATE invoice_originated_networks SET calls_count = calls_count + 1, amount = amount + 2 WHERE invoice_id = ${invoice(4)}`,
      finds: [late('originated', '-1', '-2', '0')],
    },
  ],
  'unbilled usage': [
    {
      what: 'usage is before the first invoice',
      plant: call(990_001, '2025-11-05T10:00:00Z'),
      finds: [loose(1)],
    },
    {
      what: 'usage is behind the last invoice of an account without a schedule',
      plant: call(990_001, '2026-07-25T10:00:00Z'),
      finds: [loose(6, 'warning')],
    },
    {
      what: 'an invoice under review is gone without a trace',
      plant: `DELETE FROM invoices WHERE id = ${invoice(4)}`,
      finds: [loose(10), brokenChain],
    },
  ],
  'doubtful usage': [
    {
      what: 'a call names no account',
      plant: call(990_001, '2026-02-05T10:00:00Z', 'NULL, NULL'),
      finds: [doubtful('name no account')],
    },
    {
      what: 'a call that succeeded has no price',
      plant: call(990_001, '2026-07-05T10:00:00Z', `${steady}, NULL`, 'true, 60, NULL, NULL'),
      finds: [doubtful('succeeded and lasted, and have no price'), loose(6, 'warning')],
    },
    {
      what: 'a call that lasted costs nothing',
      plant: call(990_001, '2026-07-05T10:00:00Z', `${steady}, NULL`, 'true, 60, 60, 0'),
      finds: [doubtful('cost nothing though they were billed by the second'), loose(6, 'warning')],
    },
    {
      what: 'a call begins in the future',
      plant: `SELECT cdrs_create_partitions('2090-01-01', '2090-01-01'); ${call(990_001, '2090-01-05T10:00:00Z')}`,
      finds: [doubtful('begin in the future')],
    },
  ],
};
