import { Decimal } from '@org/kernel';
import { paymentModels } from '../../../parties/payment-model.js';
import { subscriptionStatuses } from '../../subscription.js';
import { optional, required, type UsageTable } from '../../../importing/usage-table.js';
import { subscriptionTransitions } from '../../subscription-lifecycle.js';
import { faultsIn, type Columns, type Importer, type Resend } from './importer.js';

const columns = {
  externalKey: required('external_key', 'name'),
  accountId: required('account_id', 'reference', { refersTo: 'accounts' }),
  planId: required('plan_id', 'reference'),
  name: required('name', 'name'),
  trial: optional('trial', 'flag'),
  status: required('status', 'word', { words: subscriptionStatuses }),
  paymentModel: required('payment_model', 'word', { words: paymentModels }),
  startDate: optional('start_date', 'day'),
  expirationDate: optional('expiration_date', 'day'),
  billingDay: optional('billing_day', 'reference'),
} as const satisfies Columns;

const subscriptionTable: UsageTable<'subscriptions'> = {
  name: 'subscriptions',
  columns: Object.values(columns),
  key: ['external_key'],
  row: 'subscription',
  rows: 'subscriptions',
  batches: 'subscription-batches',
};

const isTooEarly = (startDate: string | null, expirationDate: string | null): boolean =>
  startDate !== null && expirationDate !== null && expirationDate < startDate;

/** A subscription moves no money. It may be renewed, begin, and cease to be a trial without another status. */
const resend: Resend<typeof columns> = {
  lifeCycle: subscriptionTransitions,
  follows: ['trial', 'startDate', 'expirationDate'],
  grows: {
    trial: (_, here) => here === 'false',
    startDate: (there) => there === null,
    expirationDate: (there, here) => there === null || here > there,
  },
};

export const subscriptionImporter: Importer<typeof columns> = {
  table: subscriptionTable,
  columns,
  resend,
  open: () => ({
    move: (_row, { values }) =>
      isTooEarly(values['startDate'] ?? null, values['expirationDate'] ?? null)
        ? ['expiration_date is before start_date']
        : {},
    validate: ({ input }) => {
      const { startDate, expirationDate } = input;
      const isNoDay = input.billingDay !== null && !(Number(input.billingDay) >= 1 && Number(input.billingDay) <= 31);
      const faults = faultsIn(
        [isTooEarly(startDate, expirationDate), 'expiration_date is before start_date'],
        [isNoDay, `billing_day is not a day of a month: "${String(input.billingDay)}"`],
      );
      if (faults.length > 0) return faults;
      return {
        columns: {
          account_id: input.accountId,
          plan_id: input.planId,
          name: input.name,
          trial: input.trial ?? 'false',
          status: input.status,
          payment_model: input.paymentModel,
          start_date: startDate,
          expiration_date: expirationDate,
          billing_day: input.billingDay,
        },
        debit: Decimal.zero,
      };
    },
  }),
};
