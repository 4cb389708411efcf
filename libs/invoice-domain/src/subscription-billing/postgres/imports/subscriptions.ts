import { Decimal } from '@org/kernel';
import { paymentModels } from '../../../parties/payment-model.js';
import { subscriptionStatuses } from '../../subscription.js';
import { optional, required, type UsageTable } from '../../../importing/usage-table.js';
import { faultsIn, type Columns, type Importer } from './importer.js';

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

export const subscriptionImporter: Importer<typeof columns> = {
  table: subscriptionTable,
  columns,
  again: { trial: false, status: false, startDate: false, expirationDate: false },
  open: () => ({
    validate: ({ input }) => {
      const { startDate, expirationDate } = input;
      const isTooEarly = startDate !== null && expirationDate !== null && expirationDate < startDate;
      const isNoDay = input.billingDay !== null && !(Number(input.billingDay) >= 1 && Number(input.billingDay) <= 31);
      const faults = faultsIn(
        [isTooEarly, 'expiration_date is before start_date'],
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
