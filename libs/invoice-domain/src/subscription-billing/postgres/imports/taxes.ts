import { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import { finalState } from '../../../invoices/invoice-lifecycle.js';
import { taxed, type TaxableCharge, type TaxRefusal } from '../../charge-tax.js';
import type { ChargeStatus } from '../../charge.js';
import { optional, required, type UsageTable } from '../../../importing/usage-table.js';
import type { Columns, Importer, Validator, StagedRow } from './importer.js';
import { referenceFaults } from './references.js';

const columns = {
  externalKey: required('external_key', 'name'),
  accountId: required('account_id', 'reference', { refersTo: 'accounts' }),
  chargeKey: optional('charge_key', 'text'),
  chargeId: optional('charge_id', 'key'),
  name: required('name', 'name'),
  description: optional('description', 'text'),
  value: required('value', 'money'),
} as const satisfies Columns;

const taxTable: UsageTable<'taxes'> = {
  name: 'taxes',
  columns: Object.values(columns),
  summed: 'value',
  key: ['external_key'],
  row: 'tax',
  rows: 'taxes on charges',
  batches: 'tax-batches',
};

type TaxRow = StagedRow<typeof columns>;

const reasons: Readonly<Record<TaxRefusal, (charge: TaxableCharge) => string>> = {
  'too-many-decimals': ({ currencyDigits }) => `value has more decimals than its currency, which has ${currencyDigits}`,
  'not-postpay': () => 'the charge is paid before: only those that are paid afterwards are taxed',
  'not-taxable-status': ({ status }) => `the charge is ${status}: only opened and blocked ones are taxed`,
  final: () => 'the charge is on an approved invoice',
  'below-zero': ({ amount }) => `the charge would fall below zero: it is ${amount.toString()}`,
};

interface Found {
  readonly id: string;
  readonly status: ChargeStatus;
  readonly amount: string;
  readonly taxes: string;
  readonly invoice: string | null;
}

/** The charges that rows name, and the invoices that these are on: nobody else changes them until the transaction ends. */
const lockCharges = async (client: ClientBase, ids: readonly number[]): Promise<readonly Found[]> => {
  const { rows } = await client.query<Found>(
    `SELECT id::text, status, amount::text, taxes_amount::text AS taxes, invoice_id::text AS invoice FROM charges
     WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  );
  return rows;
};

const lockApproved = async (client: ClientBase, invoices: readonly string[]): Promise<ReadonlySet<string>> => {
  const { rows } = await client.query<{ readonly id: string; readonly state: string }>(
    'SELECT id::text, state FROM invoices WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE',
    [invoices],
  );
  return new Set(rows.filter(({ state }) => state === finalState).map(({ id }) => id));
};

const taxableCharges = async (client: ClientBase, rows: readonly TaxRow[]): Promise<Map<number, TaxableCharge>> => {
  const terms = new Map(
    rows.flatMap(({ kept, referred, account: { currencyDigits } }) =>
      kept !== null || referred === null
        ? []
        : [[referred.id, { paymentModel: referred.paymentModel, currencyDigits }] as const],
    ),
  );
  const found = await lockCharges(client, [...terms.keys()]);
  const approved = await lockApproved(
    client,
    found.flatMap(({ invoice }) => invoice ?? []),
  );
  return new Map(
    found.flatMap(({ id, status, amount, taxes, invoice }) => {
      const own = terms.get(Number(id));
      if (own === undefined) return [];
      const isFinal = invoice !== null && approved.has(invoice);
      const charge = { ...own, status, amount: Decimal.of(amount), taxesAmount: Decimal.of(taxes), isFinal };
      return [[Number(id), charge] as const];
    }),
  );
};

/** Updates the charges, and the sums of their invoices. */
const write = async (client: ClientBase, charges: ReadonlyMap<number, TaxableCharge>): Promise<void> => {
  const ids = [...charges.keys()];
  if (ids.length === 0) return;
  const states = [...charges.values()];
  await client.query(
    `UPDATE charges SET amount = taxed.amount, taxes_amount = taxed.taxes, updated_at = ledger_at()
     FROM unnest($1::bigint[], $2::numeric[], $3::numeric[]) AS taxed (id, amount, taxes) WHERE charges.id = taxed.id`,
    [ids, states.map(({ amount }) => amount.toString()), states.map(({ taxesAmount }) => taxesAmount.toString())],
  );
  await client.query(
    `UPDATE invoices SET charges_amount = summed.amount, updated_at = ledger_at(),
       total = amount_spent - amount_earned + summed.amount + corrections_amount
     FROM (
       SELECT invoice_id AS id, sum(amount) AS amount FROM charges
       WHERE invoice_id IN (SELECT invoice_id FROM charges WHERE id = ANY ($1::bigint[])) GROUP BY invoice_id
     ) AS summed WHERE invoices.id = summed.id`,
    [ids],
  );
};

const open = async (client: ClientBase, rows: readonly TaxRow[]): Promise<Validator<typeof columns>> => {
  const charges = await taxableCharges(client, rows);
  const changed = new Map<number, TaxableCharge>();
  return {
    validate: (row) => {
      const { input, referred } = row;
      const { chargeKey: key, chargeId: id } = input;
      const faults = referenceFaults('charge', row, { key, id, isRequired: true });
      const charge = referred === null ? undefined : charges.get(referred.id);
      if (faults.length > 0 || referred === null || charge === undefined) return faults;
      const outcome = taxed(charge, Decimal.of(input.value));
      if (typeof outcome === 'string') return [reasons[outcome](charge)];
      const { debit, ...amounts } = outcome;
      const after = { ...charge, ...amounts };
      charges.set(referred.id, after);
      changed.set(referred.id, after);
      const { name, description, value } = input;
      return { columns: { charge_id: referred.id, name, description, value }, debit };
    },
    finish: () => write(client, changed),
  };
};

export const taxImporter: Importer<typeof columns> = {
  table: taxTable,
  posts: 'tax',
  columns,
  refersTo: 'charge',
  again: { accountId: false },
  open,
};
