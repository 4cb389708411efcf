import { Decimal, instantOf, isLater } from '@org/kernel';
import type { ClientBase } from 'pg';
import { paymentDebit } from '../../balance-effects.js';
import { isEnded, isPaid, overdueStatus, sentPaymentTransitions } from '../../../payments/payment-lifecycle.js';
import { paymentStatuses, paymentTypes, type PaymentStatus } from '../../../payments/payment.js';
import { optional, required, type UsageTable } from '../../../importing/usage-table.js';
import { chargeIdOf } from '../../../model/ids.js';
import { orderedRefund } from '../../../payments/refund-lifecycle.js';
import { isCredited, leftOf, paidCharges, paidInvoices } from './cancelled-payments.js';
import {
  faultsIn,
  isAccepted,
  type Accepted,
  type Columns,
  type Importer,
  type Kept,
  type Move,
  type StagedRow,
  type Validator,
} from './importer.js';
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

/** Facts of a payment that is there, by name. */
const facts = {
  left: leftOf('kept.id'),
  charges: paidCharges('kept.id'),
  invoices: paidInvoices('kept.id'),
  isOrdered: `EXISTS (SELECT FROM refunds WHERE payment_id = kept.id AND status = '${orderedRefund}')`,
  isCredited: isCredited('kept.id'),
} as const;

type Facts = Readonly<Record<keyof typeof facts, string | null>>;

/** Gives back what a payment has brought in; what it has paid is open again. */
const cancellation = (
  { charges, ledger, now }: Paying,
  { input, account }: StagedRow<typeof columns>,
  kept: Kept,
): readonly string[] | Move => {
  const { left, charges: paid, invoices, ...is } = kept.facts as Facts;
  const name = JSON.stringify(input.externalKey);
  const { total, amountPaidFromBalance } = kept.values;
  const hasCredit = left !== null || Decimal.of(total ?? '0').equals(Decimal.of(amountPaidFromBalance ?? '0'));
  const faults = faultsIn(
    [input.closedAt !== null && isLater(instantOf(input.closedAt), instantOf(now)), 'closed_at is yet to come'],
    [is.isOrdered === 'true', `a refund of payment ${name} is ordered: it cannot become cancelled`],
    [
      is.isCredited === 'true',
      `an invoice that payment ${name} paid for has been credited: it cannot become cancelled`,
    ],
    [!hasCredit, `payment ${name} was paid before there was a journal: it cannot become cancelled`],
  );
  if (faults.length > 0) return faults;
  const parts = ledger
    .cancel({ key: input.externalKey, resellerId: account.resellerId })
    .map(({ chargeId, own, fromBalance }) => [chargeId, own.plus(fromBalance)] as const);
  const stored = Object.entries(JSON.parse(paid ?? '{}') as Readonly<Record<string, string>>).map(
    ([id, amount]) => [chargeIdOf(Number(id)), Decimal.of(amount)] as const,
  );
  const freed = [...parts, ...stored];
  for (const [charge, amount] of freed) charges.giveBack(charge, amount);
  const settles = Decimal.of(left ?? '0').minus(Decimal.sum(freed.map(([, amount]) => amount)));
  ledger.credit(account.id, settles.negated().plus(Decimal.of(invoices ?? '0')));
  return {
    columns: { closed_at: input.closedAt ?? kept.values['closedAt'] ?? null },
    settles,
    facts: { left: null, charges: null, invoices: null },
  };
};

/** A payment that comes again in a later status pays as one that comes in with it does. */
const moveWith =
  (paying: Paying): NonNullable<Validator<typeof columns>['move']> =>
  (row, kept, status, balance) => {
    const wasPaid = isPaid(kept.status as PaymentStatus);
    const { values } = kept;
    const ownFromBalance = values['amountPaidFromBalance'] ?? '0';
    const input = {
      ...row.input,
      discountAmount: row.input.discountAmount ?? values['discountAmount'] ?? null,
      chargeKeys: row.input.chargeKeys ?? values['chargeKeys'] ?? null,
      amountPaidFromBalance: Decimal.of(ownFromBalance).isZero() ? row.input.amountPaidFromBalance : ownFromBalance,
    };
    if (wasPaid) return cancellation(paying, row, kept);
    const validation = validateWith(paying)({ ...row, input }, balance);
    if (!isAccepted<Accepted>(validation)) return validation;
    const { columns: all, debit, settles, bookedAt = null } = validation;
    const columnOf = (name: string): string | null => (all[name] == null ? null : String(all[name]));
    return {
      columns: Object.fromEntries(
        ['amount_paid_from_balance', 'closed_at', 'balance_before_payment'].map((name) => [name, columnOf(name)]),
      ),
      debit: { kind: 'payment', amount: debit, bookedAt },
      ...(settles === undefined ? {} : { settles }),
      facts: isPaid(status as PaymentStatus) ? { left: debit.negated().toString() } : {},
    };
  };

const open = async (
  client: ClientBase,
  rows: Parameters<Importer<typeof columns>['open']>[1],
  now: string,
): Promise<Validator<typeof columns>> => {
  const charges = await PaidCharges.namedBy(
    client,
    rows.flatMap(({ input, kept, account }) =>
      [input.chargeKeys, kept?.values['chargeKeys'] ?? null].map((keys) => ({ account: account.id, keys })),
    ),
  );
  const ledger = await AdvanceLedger.open(
    client,
    rows.map(({ account }) => account.id),
  );
  const paying = { charges, ledger, now };
  return { validate: validateWith(paying), move: moveWith(paying), finish: () => ledger.write() };
};

export const paymentImporter: Importer<typeof columns> = {
  table: paymentTable,
  posts: 'payment',
  columns,
  resend: {
    lifeCycle: sentPaymentTransitions,
    follows: ['amountPaidFromBalance', 'expirationDate', 'closedAt'],
    grows: { expirationDate: (there) => there === null },
    facts,
    factsOf: (_, { debit }) => ({
      left: debit.isZero() ? null : debit.negated().toString(),
      charges: null,
      invoices: null,
      isOrdered: 'false',
      isCredited: 'false',
    }),
  },
  again: {
    chargeKeys: { kept: PaidCharges.keptSql, isSame: PaidCharges.isSame },
  },
  open,
};
