import { Decimal } from '@org/kernel';
import type { InvoiceId, PostingId } from '../model/ids.js';
import type { Credit, NewAllocation, Released } from '../payments/allocation.js';
import { isPositive, least } from '../payments/spread-credit.js';

/** The part of an allocation of a payment's credit that is left, with the amounts that credit notes leave of it to be given back. */
export interface PaidPart extends Released {
  /** The invoice that is paid, or that the charge is on; null of a charge that nobody was billed for yet. */
  readonly billedOn: InvoiceId | null;
  /** The amount that is paid of the item and credited by no line. */
  readonly spare: Decimal;
  /** The amount that is paid of all items of the invoice and credited neither by a line nor as an amount. */
  readonly spareOfInvoice: Decimal;
}

/** The part that is left of the credit that a credit note of an invoice gave. */
export interface CreditedBack extends Pick<Credit, 'postingId' | 'amount'> {
  readonly invoiceId: InvoiceId;
}

/** The sources of money that goes back, in this order. */
export interface MoneyGoingBack {
  /** Credit of the payment that pays nothing. */
  readonly free: Decimal;
  /** Credit of credit notes that pays from here on what the payment had paid. */
  readonly replaced: readonly { readonly part: PaidPart; readonly postingId: PostingId; readonly amount: Decimal }[];
  /** The parts of items that are not paid any more. */
  readonly released: readonly Released[];
  /** The amount that the customer has had back already: its items were credited, and that credit is spent. */
  readonly beyond: Decimal;
}

interface Sources {
  readonly free: Decimal;
  readonly funds: Decimal;
  /** The newest first. */
  readonly parts: readonly PaidPart[];
  readonly credits: readonly CreditedBack[];
}

const atLeastNothing = (amount: Decimal): Decimal => (amount.isNegative() ? Decimal.zero : amount);

/** Takes an amount from sources, so that nothing goes back that a credit note has given back. */
export const moneyGoingBack = (wanted: Decimal, { free: all, funds, parts, credits }: Sources): MoneyGoingBack => {
  const free = least(wanted, all);
  let left = wanted.minus(free);
  const split = parts.map(splitBySpare());
  const replaced: MoneyGoingBack['replaced'][number][] = [];
  const unspent = credits.map((credit) => ({ ...credit }));
  let own = atLeastNothing(funds.minus(free));
  for (const { part, credited } of split) {
    let open = credited;
    for (const credit of unspent) {
      if (credit.invoiceId !== part.billedOn) continue;
      const amount = least(least(open, credit.amount), least(left, own));
      if (!isPositive(amount)) continue;
      replaced.push({ part, postingId: credit.postingId, amount });
      credit.amount = credit.amount.minus(amount);
      [open, left, own] = [open.minus(amount), left.minus(amount), own.minus(amount)];
    }
  }
  const released = split.flatMap(({ part, spare }) => {
    const amount = least(spare, left);
    left = left.minus(amount);
    return isPositive(amount) ? [{ ...releasedOf(part), amount }] : [];
  });
  return { free, replaced, released, beyond: left };
};

/** The allocations that take back what is not paid with the payment any more, and pay with credit notes instead. */
export const allocationsGoingBack = ({ replaced, released }: MoneyGoingBack): readonly NewAllocation[] => [
  ...replaced.flatMap(({ part, postingId, amount }) => [
    { ...releasedOf(part), amount: amount.negated() },
    { ...releasedOf(part), postingId, amount },
  ]),
  ...released.map((one) => ({ ...one, amount: one.amount.negated() })),
];

const releasedOf = ({ postingId, invoiceId, chargeId, paymentId, amount }: PaidPart): Released => ({
  ...{ postingId, invoiceId, chargeId, paymentId, amount },
});

/** Items and invoices may be paid by several parts, whose spares they share. */
const splitBySpare = () => {
  const used = new Map<string, Decimal>();
  const usedOf = (key: string): Decimal => used.get(key) ?? Decimal.zero;
  return (part: PaidPart) => {
    const keys = [
      part.chargeId === null ? `paid invoice ${part.invoiceId}` : `charge ${part.chargeId}`,
      `invoice ${part.billedOn ?? `of ${part.chargeId}`}`,
    ] as const;
    const [item, invoice] = keys;
    const spare = atLeastNothing(
      least(part.amount, least(part.spare.minus(usedOf(item)), part.spareOfInvoice.minus(usedOf(invoice)))),
    );
    for (const key of keys) used.set(key, usedOf(key).plus(spare));
    return { part, spare, credited: part.amount.minus(spare) };
  };
};
