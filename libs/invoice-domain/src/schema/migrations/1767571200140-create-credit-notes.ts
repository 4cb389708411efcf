import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dropRules, rules } from './crediting/rules.js';
import { dropTables, reopenings, tables } from './crediting/tables.js';

const setOf = (table: string, constraint: string, column: string, values: string): string => `
ALTER TABLE ${table} DROP CONSTRAINT ${constraint}, ADD CONSTRAINT ${constraint} CHECK (${column} IN (${values}));`;

const kinds = `'opening', 'adjustment', 'charge', 'tax', 'correction', 'transaction', 'reversal', 'replacement', 'payment', 'cancellation', 'settlement',
  'refund', 'chargeback', 'undone_completion'`;
const causes = `'account', 'posting', 'charge', 'tax', 'correction', 'transaction', 'usage_revision', 'payment', 'allocation', 'refund'`;
const events = `'created', 'filled', 'approved', 'referenceChanged', 'deleted', 'externallyApproved', 'approvalWithdrawn', 'completed',
  'paymentCancelled', 'paidFromBalance', 'expired', 'taxed', 'refilled'`;

const words = (more: { readonly posting: string; readonly event: string }): string =>
  [
    setOf('postings', 'postings_kind_check', 'kind', `${kinds}${more.posting}`),
    setOf('postings', 'postings_cause_type_check', 'cause_type', `${causes}${more.posting}`),
    setOf('invoice_events', 'invoice_events_event_check', 'event', `${events}${more.event}`),
  ].join('');

/** Balances stay: what credit notes posted becomes adjustments. The last seal of a chain is that of an invoice again. */
const forget = `
ALTER TABLE postings DISABLE TRIGGER postings_guard_change;
UPDATE postings SET kind = 'adjustment', cause_type = 'posting', cause_id = id WHERE kind = 'credit_note';
ALTER TABLE postings ENABLE TRIGGER postings_guard_change;
ALTER TABLE invoice_events DISABLE TRIGGER invoice_events_append_only;
DELETE FROM invoice_events WHERE event IN ('credited', 'voided');
ALTER TABLE invoice_events ENABLE TRIGGER invoice_events_append_only;
UPDATE invoice_series SET last_seal = coalesce((SELECT seal FROM invoice_seals
  WHERE invoice_seals.reseller_id = invoice_series.reseller_id ORDER BY number DESC LIMIT 1), '')
WHERE last_credit_number > 0;
`;

/**
 * Credit notes: documents of what is taken back of an issued invoice, in whole or in part, with numbers of their own and sealed in the
 * chain of the invoices. One that voids its invoice opens what was on it again.
 */
export class CreateCreditNotes1767571200140 implements MigrationInterface {
  readonly name = 'CreateCreditNotes1767571200140';

  async up(runner: QueryRunner): Promise<void> {
    const more = { posting: `, 'credit_note'`, event: `, 'credited', 'voided'` };
    for (const part of [tables, reopenings, words(more), rules]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const part of [forget, dropRules, words({ posting: '', event: '' }), dropTables]) await runner.query(part);
  }
}
