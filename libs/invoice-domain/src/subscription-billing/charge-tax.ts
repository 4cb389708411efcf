import { Decimal } from '@org/kernel';
import { taxableStatuses } from './charge-lifecycle.js';
import type { Charge, ChargeStatus } from './charge.js';
import type { PaymentModel } from '../parties/payment-model.js';

/** Part of a charge that decides whether it can be taxed, and with what effect. */
export interface TaxableCharge extends Pick<Charge, 'status' | 'amount' | 'taxesAmount'> {
  /** Digits of its currency behind the point. */
  readonly currencyDigits: number;
  /** Payment model of its subscription. */
  readonly paymentModel: PaymentModel;
  /** True when it is on an approved invoice. */
  readonly isFinal: boolean;
}

/** A charge's amounts once a tax is on it. */
export interface Taxed extends Pick<Charge, 'amount' | 'taxesAmount'> {
  /** Leaves the account's balance at once: the value where the charge's funds are blocked already, otherwise nothing. */
  readonly debit: Decimal;
}

/** Reasons to refuse a tax; the first that applies is given. */
export type TaxRefusal = 'too-many-decimals' | 'not-postpay' | 'not-taxable-status' | 'final' | 'below-zero';

const isTaxable = (status: ChargeStatus): boolean => (taxableStatuses as readonly ChargeStatus[]).includes(status);

/**
 * The rule of "Add taxes" of the reseller API: a value above zero raises a charge and its taxes, one below zero lowers both, and the
 * charge never falls below zero.
 */
export const taxed = (charge: TaxableCharge, value: Decimal): Taxed | TaxRefusal => {
  if (!value.rounded(charge.currencyDigits, 'down').equals(value)) return 'too-many-decimals';
  if (charge.paymentModel !== 'postpay') return 'not-postpay';
  if (!isTaxable(charge.status)) return 'not-taxable-status';
  if (charge.isFinal) return 'final';
  const amount = charge.amount.plus(value);
  if (amount.isNegative()) return 'below-zero';
  return {
    amount,
    taxesAmount: charge.taxesAmount.plus(value),
    debit: charge.status === 'blocked' ? value : Decimal.zero,
  };
};
