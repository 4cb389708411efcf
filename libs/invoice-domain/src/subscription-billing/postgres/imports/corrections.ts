import { Decimal, instantOf, isLater } from '@org/kernel';
import { correctionDebit } from '../../balance-effects.js';
import { approvedStatus, correctionTransitions } from '../../correction-lifecycle.js';
import { correctionStatuses, type CorrectionStatus } from '../../correction.js';
import type { InvoiceId } from '../../../model/ids.js';
import { optional, required, type UsageTable } from '../../../importing/usage-table.js';
import { faultsIn, type Columns, type Importer, type Resend, type StagedRow, type Validator } from './importer.js';
import { referenceFaults } from './references.js';

const columns = {
  externalKey: required('external_key', 'name'),
  accountId: required('account_id', 'reference', { refersTo: 'accounts' }),
  subscriptionKey: optional('subscription_key', 'text'),
  subscriptionId: optional('subscription_id', 'reference'),
  status: required('status', 'word', { words: correctionStatuses }),
  total: required('total', 'money'),
  comment: optional('comment', 'text'),
  periodFrom: optional('period_from', 'day'),
  periodTo: optional('period_to', 'day'),
  includeInInvoice: optional('include_in_invoice', 'flag'),
  approvedAt: optional('approved_at', 'instant'),
} as const satisfies Columns;

const correctionTable: UsageTable<'corrections'> = {
  name: 'corrections',
  columns: Object.values(columns),
  summed: 'total',
  key: ['external_key'],
  row: 'correction',
  rows: 'corrections of accounts',
  batches: 'correction-batches',
};

/** The faults of the time of a decision. */
const approvalFaults = (
  { status, approvedAt }: Pick<StagedRow<typeof columns>['input'], 'status' | 'approvedAt'>,
  now: string,
): readonly string[] =>
  faultsIn(
    [approvedAt !== null && status !== approvedStatus, `approved_at is given, and the correction is ${status}`],
    [approvedAt !== null && isLater(instantOf(approvedAt), instantOf(now)), 'approved_at is yet to come'],
  );

const validateAt =
  (now: string): Validator<typeof columns>['validate'] =>
  (row) => {
    const { input, referred } = row;
    const { subscriptionKey: key, subscriptionId: id, periodFrom, periodTo, approvedAt } = input;
    const status = input.status as CorrectionStatus;
    const total = Decimal.of(input.total);
    const isTooEarly = periodFrom !== null && periodTo !== null && periodTo < periodFrom;
    const faults = [
      ...referenceFaults('subscription', row, { key, id, isRequired: false }),
      ...faultsIn([isTooEarly, 'period_to is before period_from']),
      ...approvalFaults(input, now),
    ];
    if (faults.length > 0) return faults;
    return {
      columns: {
        account_id: input.accountId,
        subscription_id: referred?.id ?? null,
        status,
        total: input.total,
        comment: input.comment,
        period_from: periodFrom,
        period_to: periodTo,
        include_in_invoice: input.includeInInvoice ?? 'false',
        approved_at: status === approvedStatus ? (approvedAt ?? now) : null,
      },
      debit: correctionDebit({ status, total, lateInvoiceId: null }),
      bookedAt: approvedAt,
    };
  };

/** A correction is decided as the reseller API decides it (`decide-correction.ts`), and posted once. */
const resend: Resend<typeof columns> = {
  lifeCycle: correctionTransitions,
  follows: ['approvedAt', 'includeInInvoice'],
  grows: {},
  facts: { lateInvoiceId: 'kept.late_invoice_id' },
};

const moveAt =
  (now: string): NonNullable<Validator<typeof columns>['move']> =>
  ({ input }, { values, facts }, status) => {
    const faults = approvalFaults(input, now);
    if (faults.length > 0) return faults;
    const correction = {
      status: status as CorrectionStatus,
      total: Decimal.of(String(values['total'])),
      lateInvoiceId: facts['lateInvoiceId'] == null ? null : (Number(facts['lateInvoiceId']) as InvoiceId),
    };
    return {
      columns: status === approvedStatus ? { approved_at: input.approvedAt ?? now } : {},
      debit: { kind: 'correction', amount: correctionDebit(correction), bookedAt: input.approvedAt },
    };
  };

export const correctionImporter: Importer<typeof columns> = {
  table: correctionTable,
  posts: 'correction',
  columns,
  refersTo: 'subscription',
  resend,
  open: (_client, _rows, now) => ({ validate: validateAt(now), move: moveAt(now) }),
};
