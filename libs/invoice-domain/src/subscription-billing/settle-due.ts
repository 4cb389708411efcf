import { Decimal } from '@org/kernel';
import type { AccountId, InvoiceId, PaymentId } from '../model/ids.js';
import type { AccountAmount, Allocations, NewAllocation } from '../payments/allocation.js';
import { byAccount, coveredBy, spreadCredit, totalsOf, type Owed } from '../payments/spread-credit.js';

/** A payment for rendered services that is due, with what is left to pay. */
export interface DuePayment extends AccountAmount {
  readonly invoiceId: InvoiceId;
  readonly paymentId: PaymentId;
}

/** Payments that are due, within a transaction that has their accounts locked. */
export interface DuePayments extends Pick<Allocations, 'credits' | 'allocate'> {
  /** Those that the policy of their reseller lets credit pay: the longest due of an account first. */
  due(accounts: readonly AccountId[]): Promise<readonly DuePayment[]>;
  /** Own funds of accounts. */
  funds(accounts: readonly AccountId[]): Promise<readonly AccountAmount[]>;
  /** Ends payments as paid from the balance; subscriptions that were blocked for them become active. */
  endPaid(payments: readonly DuePayment[]): Promise<void>;
}

/** Pays what is due from the own funds of accounts, in whole or in part. */
export class SettleDue {
  async execute(payments: DuePayments, accounts: readonly AccountId[]): Promise<void> {
    const due = byAccount(await payments.due(accounts));
    if (due.size === 0) return;
    const funds = await payments.funds([...due.keys()]);
    const covered = funds.flatMap(({ accountId, amount }) => coveredBy(amount, due.get(accountId) ?? []));
    if (covered.length === 0) return;
    const credits = byAccount(await payments.credits(...totalsOf(covered)));
    const allocations = [...byAccount(covered)].flatMap(([account, items]) =>
      spreadCredit(credits.get(account) ?? [], items.map(owedOf)),
    );
    await payments.allocate(...allocations);
    const isPaid = paidBy(allocations);
    const paid = [...due.values()].flat().filter(isPaid);
    if (paid.length > 0) await payments.endPaid(paid);
  }
}

const owedOf = ({ invoiceId, paymentId, amount }: DuePayment): Owed => ({
  invoiceId,
  chargeId: null,
  paymentId,
  amount,
});

/** Tells whether allocations come to all that was due of a payment. */
const paidBy = (allocations: readonly NewAllocation[]) => {
  const sums = new Map<PaymentId | null, Decimal>();
  for (const { paymentId, amount } of allocations) {
    sums.set(paymentId, amount.plus(sums.get(paymentId) ?? Decimal.zero));
  }
  return ({ paymentId, amount }: DuePayment): boolean => sums.get(paymentId)?.equals(amount) === true;
};
