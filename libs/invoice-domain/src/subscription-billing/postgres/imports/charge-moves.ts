import { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import { finalState } from '../../../invoices/invoice-lifecycle.js';
import type { PaymentModel } from '../../../parties/payment-model.js';
import { allocate } from '../../../payments/postgres/allocate.js';
import { chargeDebit } from '../../balance-effects.js';
import { chargeTransitions, closedStatus, deletedStatus } from '../../charge-lifecycle.js';
import type { ChargeStatus } from '../../charge.js';
import type { chargeColumns } from './charge-columns.js';
import { faultsIn, type Kept, type Move, type Resend, type Validator } from './importer.js';

/** SQL of the sum that was posted for a charge and its taxes. */
const debited = `SELECT -sum(amount) FROM (
  SELECT amount FROM postings WHERE cause_type = 'charge' AND cause_id = kept.id
  UNION ALL SELECT posting.amount FROM taxes AS tax JOIN postings AS posting ON posting.cause_type = 'tax' AND posting.cause_id = tax.id
  WHERE tax.charge_id = kept.id
) AS posted`;

/**
 * Takes deleted charges, and those that are closed beyond its period, off their open invoices: the next run puts the latter where they belong.
 */
const takeOff = `
WITH gone AS (
  UPDATE charges SET invoice_id = NULL FROM invoices AS invoice
  WHERE charges.id = ANY ($1::bigint[]) AND invoice.id = charges.invoice_id AND invoice.state <> '${finalState}'
    AND (charges.status = '${deletedStatus}' OR charges.close_date >= invoice.to_date)
  RETURNING invoice.id, charges.amount
)
UPDATE invoices SET charges_amount = charges_amount - less.amount, total = total - less.amount, updated_at = ledger_at()
FROM (SELECT id, sum(amount) AS amount FROM gone GROUP BY id) AS less WHERE invoices.id = less.id`;

/** SQL that makes credit again of all that was allocated to deleted charges. */
const releaseDeleted = allocate(`
  SELECT allocation.posting_id, NULL::bigint AS invoice_id, allocation.charge_id, allocation.payment_id, -sum(allocation.amount) AS amount
  FROM allocations AS allocation JOIN charges AS charge ON charge.id = allocation.charge_id
  WHERE charge.id = ANY ($1::bigint[]) AND charge.status = '${deletedStatus}'
  GROUP BY allocation.posting_id, allocation.charge_id, allocation.payment_id HAVING sum(allocation.amount) > 0
  ORDER BY allocation.charge_id, allocation.posting_id, allocation.payment_id`);

const debitOf = (status: string | null, { facts }: Kept): Decimal =>
  chargeDebit(
    { status: status as ChargeStatus, amount: Decimal.of(facts['amount'] ?? '0') },
    facts['paymentModel'] as PaymentModel,
  );

/** Gives back what was posted, whatever the charge would come to by now. */
const deletion = (name: string, kept: Kept): readonly string[] | Move => {
  const { isFinal, debited: posted, paidUnallocated } = kept.facts;
  const isUnknown = posted == null && !debitOf(kept.status, kept).isZero();
  const faults = faultsIn(
    [isFinal === 'true', `charge ${name} is on an approved invoice: it cannot become deleted`],
    [paidUnallocated === 'true', `charge ${name} was paid before payments were allocated: it cannot become deleted`],
    [isUnknown, `charge ${name} was debited before there was a journal: it cannot become deleted`],
  );
  if (faults.length > 0) return faults;
  return {
    debit: { kind: 'cancellation', amount: Decimal.of(posted ?? '0').negated() },
    facts: { debited: null, isFinal: 'false' },
  };
};

/** A charge that is paid for afterwards is debited once, when it is blocked or closed; deleted, it is given back. */
export const moveCharge: NonNullable<Validator<typeof chargeColumns>['move']> = ({ input }, kept, status) => {
  if (status === deletedStatus) return deletion(JSON.stringify(input.externalKey), kept);
  const isUndated = status === closedStatus && kept.values['closeDate'] === null;
  if (isUndated) return ['close_date is missing, and the charge is closed'];
  const amount = debitOf(status, kept).minus(debitOf(kept.status, kept));
  return { debit: { kind: 'charge', amount }, facts: { debited: debitOf(status, kept).toString() } };
};

export const chargeResend: Resend<typeof chargeColumns> = {
  lifeCycle: chargeTransitions,
  follows: ['closeDate'],
  grows: { closeDate: (there) => there === null },
  ledgerSets: ['closeDate'],
  facts: {
    amount: 'kept.amount',
    paymentModel: 'SELECT payment_model FROM subscriptions WHERE id = kept.subscription_id',
    isFinal: `SELECT state = '${finalState}' FROM invoices WHERE id = kept.invoice_id`,
    debited,
    paidUnallocated: 'kept.paid_unallocated',
  },
  factsOf: ({ referred }, { columns, debit }) => ({
    amount: String(columns['amount']),
    paymentModel: referred?.paymentModel ?? null,
    isFinal: 'false',
    debited: debit.toString(),
  }),
  settle: async (client: ClientBase, ids: readonly string[]) => {
    await client.query(takeOff, [ids]);
    await client.query(releaseDeleted, [ids]);
  },
};
