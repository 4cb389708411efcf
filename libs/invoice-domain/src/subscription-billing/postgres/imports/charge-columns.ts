import { optional, required } from '../../../importing/usage-table.js';
import { importedStatuses } from '../../charge-lifecycle.js';
import type { Columns } from './importer.js';

export const chargeColumns = {
  externalKey: required('external_key', 'name'),
  accountId: required('account_id', 'reference', { refersTo: 'accounts' }),
  subscriptionKey: optional('subscription_key', 'text'),
  subscriptionId: optional('subscription_id', 'reference'),
  subscriptionResourceId: optional('subscription_resource_id', 'reference'),
  name: required('name', 'name'),
  description: required('description', 'text'),
  type: required('type', 'name'),
  status: required('status', 'word', { words: importedStatuses }),
  quantity: required('quantity', 'quantity'),
  duration: required('duration', 'quantity'),
  operateFrom: required('operate_from', 'day'),
  operateTo: required('operate_to', 'day'),
  unitPrice: required('unit_price', 'tariff'),
  discountAmount: optional('discount_amount', 'sum'),
  amount: optional('amount', 'tariff'),
  closeDate: optional('close_date', 'day'),
} as const satisfies Columns;
