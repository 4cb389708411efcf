import { Decimal, instantOf, isLater } from '@org/kernel';
import type { ClientBase } from 'pg';
import { paymentDebit } from '../../balance-effects.js';
import { isEnded, isPaid, overdueStatus } from '../../../payments/payment-lifecycle.js';
import { paymentStatuses, paymentTypes, type PaymentStatus } from '../../../payments/payment.js';
import { optional, required, type UsageTable } from '../../../importing/usage-table.js';
import { faultsIn, type Columns, type Importer, type Validator } from './importer.js';
import { balanceFault, paidInAdvance, type BalanceFault } from '../../payment-in-advance.js';
import { AdvanceLedger } from './advance-ledger.js';
import { PaidCharges } from './paid-charges.js';

/** Only payments for rendered services expire, and those are made with their invoices. */
const importedStatuses: readonly PaymentStatus[] = paymentStatuses.filter((status) => status !== overdueStatus);

const columns = {
  externalKey: required('external_key', 'name'),
  accountId: required('account_id', 'reference', { refersTo: 'accounts' }),
  documentId: required('document_id', 'name'),
  status: required('status', 'word', { words: importedStatuses }),
  type: optional('type', 'word', { words: paymentTypes }),
  initialTotal: required('initial_total', 'sum'),
  discountAmount: optional('discount_amount', 'sum'),
  total: optional('total', 'sum'),
  amountPaidFromBalance: optional('amount_paid_from_balance', 'sum'),
  chargeKeys: optional('charge_keys', 'text'),
  comment: optional('comment', 'text'),
  privateNotes: optional('private_notes', 'text'),
  expirationDate: optional('expiration_date', 'day'),
  closedAt: optional('closed_at', 'instant'),
} as const satisfies Columns;

const paymentTable: UsageTable<'payments'> = {
  name: 'payments',
  columns: Object.values(columns),
  summed: 'initial_total',
  key: ['external_key'],
  row: 'payment',
  rows: 'top-ups and payments in advance',
  batches: 'payment-batches',
};

/** Rows of a slice with what they pay. */
interface Paying {
  readonly charges: PaidCharges;
  readonly ledger: AdvanceLedger;
  readonly now: string;
}

const wordsOf: Readonly<Record<BalanceFault, (funds: Decimal) => string>> = {
  'more-than-open': () =>
    'the payment is more than its charges are open for, and a part of it is paid from the balance',
  'funds-too-low': (funds) => `amount_paid_from_balance is more than the own funds of the account, ${funds.toString()}`,
};

const validateWith =
  ({ charges, ledger, now }: Paying): Validator<typeof columns>['validate'] =>
  ({ input, account }, balance) => {
    const status = input.status as PaymentStatus;
    const { chargeKeys, closedAt } = input;
    const isInAdvance = chargeKeys !== null;
    const discountAmount = Decimal.of(input.discountAmount ?? '0');
    const total = Decimal.of(input.initialTotal).minus(discountAmount);
    const isFromBalance = status === 'paid_from_balance';
    const amountPaidFromBalance = Decimal.of(input.amountPaidFromBalance ?? (isFromBalance ? total.toString() : '0'));
    const isClosed = isEnded(status);
    const faults = [
      ...charges.faultsIn(account.id, chargeKeys),
      ...faultsIn(
        [total.isNegative(), 'discount_amount is more than initial_total'],
        [
          input.total !== null && !Decimal.of(input.total).equals(total),
          `total is not initial_total less discount_amount, ${total.toString()}: ${input.total ?? ''}`,
        ],
        [
          !isInAdvance && (isFromBalance || !amountPaidFromBalance.isZero()),
          'charge_keys is missing: only what pays charges is paid from the balance',
        ],
        [
          !total.isNegative() && amountPaidFromBalance.compareTo(total) > 0,
          'amount_paid_from_balance is more than the total',
        ],
        [
          isFromBalance && amountPaidFromBalance.compareTo(total) < 0,
          'amount_paid_from_balance is less than the total, and the payment is paid from the balance',
        ],
        [closedAt !== null && !isClosed, `closed_at is given, and the payment is ${status}`],
        [closedAt !== null && isLater(instantOf(closedAt), instantOf(now)), 'closed_at is yet to come'],
      ),
    ];
    if (faults.length > 0) return faults;
    const payable = charges.payable(account.id, chargeKeys);
    const own = total.minus(amountPaidFromBalance);
    const money = isPaid(status)
      ? { own, fromBalance: amountPaidFromBalance }
      : { own: Decimal.zero, fromBalance: Decimal.zero };
    const funds = ledger.funds(account.id);
    const fault = balanceFault(payable, money, funds);
    if (fault !== undefined) return [wordsOf[fault](funds)];
    const paid = paidInAdvance(payable, money);
    const settles = Decimal.sum(paid.map((part) => part.own.plus(part.fromBalance)));
    ledger.credit(account.id, money.own.minus(settles));
    if (isInAdvance) {
      ledger.enter({
        ...{ key: input.externalKey, resellerId: account.resellerId, accountId: account.id, closedAt, paid },
        charges: payable.map(({ chargeId }) => chargeId),
        closes: charges.pay(payable, paid),
      });
    }
    return {
      columns: {
        account_id: input.accountId,
        document_id: input.documentId,
        status,
        type: input.type ?? 'manual',
        currency_code: account.currency,
        initial_total: input.initialTotal,
        discount_amount: discountAmount.toString(),
        total: total.toString(),
        amount_paid_from_balance: amountPaidFromBalance.toString(),
        comment: input.comment,
        private_notes: input.privateNotes,
        expiration_date: input.expirationDate,
        closed_at: closedAt ?? (isPaid(status) ? now : null),
        balance_before_payment: isPaid(status) && !isInAdvance ? balance.toString() : null,
      },
      debit: paymentDebit({ status, total, amountPaidFromBalance }),
      settles,
      bookedAt: closedAt,
    };
  };

const open = async (
  client: ClientBase,
  rows: Parameters<Importer<typeof columns>['open']>[1],
  now: string,
): Promise<Validator<typeof columns>> => {
  const charges = await PaidCharges.namedBy(
    client,
    rows.map(({ input, account }) => ({ account: account.id, keys: input.chargeKeys })),
  );
  const ledger = await AdvanceLedger.open(
    client,
    rows.map(({ account }) => account.id),
  );
  return { validate: validateWith({ charges, ledger, now }), finish: () => ledger.write() };
};

export const paymentImporter: Importer<typeof columns> = {
  table: paymentTable,
  posts: 'payment',
  columns,
  again: {
    status: false,
    amountPaidFromBalance: false,
    expirationDate: false,
    closedAt: false,
    chargeKeys: { kept: PaidCharges.keptSql, isSame: PaidCharges.isSame },
  },
  open,
};
