import { Decimal } from '@org/kernel';
import { chargeDebit } from '../../balance-effects.js';
import { chargeAmountOf } from '../../charge-amount.js';
import type { ChargeStatus } from '../../charge.js';
import { closedStatus, deletedStatus } from '../../charge-lifecycle.js';
import type { UsageTable } from '../../../importing/usage-table.js';
import { chargeColumns } from './charge-columns.js';
import { chargeResend, moveCharge } from './charge-moves.js';
import { faultsIn, type Importer, type Validator } from './importer.js';
import { referenceFaults } from './references.js';

const chargeTable: UsageTable<'charges'> = {
  name: 'charges',
  columns: Object.values(chargeColumns),
  key: ['external_key'],
  row: 'charge',
  rows: 'charges of subscriptions',
  batches: 'charge-batches',
};

/** An amount has at most fifteen digits before the point, as has everything that it is made of. */
const greatestAmount = Decimal.of('1000000000000000');

const validate: Validator<typeof chargeColumns>['validate'] = (row) => {
  const { input, referred } = row;
  const status = input.status as ChargeStatus;
  const discountAmount = Decimal.of(input.discountAmount ?? '0');
  const terms = {
    quantity: Decimal.of(input.quantity),
    unitPrice: Decimal.of(input.unitPrice),
    duration: Decimal.of(input.duration),
    discountAmount,
    taxesAmount: Decimal.zero,
  };
  const amount = chargeAmountOf(terms, row.account.currencyDigits);
  const isOther = input.amount !== null && !Decimal.of(input.amount).equals(amount);
  const { subscriptionKey: key, subscriptionId: id } = input;
  const faults = [
    ...referenceFaults('subscription', row, { key, id, isRequired: true }),
    ...faultsIn(
      [input.operateTo < input.operateFrom, 'operate_to is before operate_from'],
      [status === closedStatus && input.closeDate === null, 'close_date is missing, and the charge is closed'],
      [status === deletedStatus, 'status is deleted, and there is no such charge'],
      [amount.isNegative(), `the charge comes to less than nothing: ${amount.toString()}`],
      [amount.compareTo(greatestAmount) >= 0, `the charge comes to too much: ${amount.toString()}`],
      [isOther, `amount is not what the charge comes to, ${amount.toString()}: ${input.amount ?? ''}`],
    ),
  ];
  if (faults.length > 0 || referred === null) return faults;
  return {
    columns: {
      account_id: input.accountId,
      subscription_id: referred.id,
      subscription_resource_id: input.subscriptionResourceId,
      name: input.name,
      description: input.description,
      type: input.type,
      status,
      quantity: input.quantity,
      duration: input.duration,
      operate_from: input.operateFrom,
      operate_to: input.operateTo,
      unit_price: input.unitPrice,
      discount_amount: discountAmount.toString(),
      amount: amount.toString(),
      close_date: input.closeDate,
    },
    debit: chargeDebit({ status, amount }, referred.paymentModel),
  };
};

export const chargeImporter: Importer<typeof chargeColumns> = {
  table: chargeTable,
  posts: 'charge',
  columns: chargeColumns,
  refersTo: 'subscription',
  again: { amount: { kept: 'kept.amount - kept.taxes_amount' } },
  resend: chargeResend,
  open: () => ({ validate, move: moveCharge }),
};
