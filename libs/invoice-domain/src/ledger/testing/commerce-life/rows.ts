import type { BookedCharge, BookedCorrection, BookedPayment } from './booked.js';
import { moneyOf, type Row } from './commerce-ledger.js';
import { subscriptionOf } from './world.js';

export const chargeRow = ({ key, account, model, status, amount, from }: BookedCharge): Row => ({
  ...{
    external_key: key,
    account_id: account,
    subscription_key: subscriptionOf(account, model),
    name: 'Fee',
    description: 'Fee',
  },
  ...{
    type: 'Charge::Renew',
    status,
    quantity: 1,
    duration: 1,
    operate_from: from,
    operate_to: from,
    unit_price: moneyOf(amount),
  },
  close_date: status === 'closed' ? from : undefined,
});

export const correctionRow = ({ key, account, model, total, isIncluded, status }: BookedCorrection): Row => ({
  ...{ external_key: key, account_id: account, status, total: moneyOf(total), include_in_invoice: isIncluded },
  subscription_key: model === null ? undefined : subscriptionOf(account, model),
});

export const paymentRow = ({
  key,
  account,
  total,
  status,
}: Pick<BookedPayment, 'key' | 'account' | 'total' | 'status'>): Row => ({
  ...{ external_key: key, account_id: account, document_id: `D-${key}`, status, initial_total: moneyOf(total) },
});
