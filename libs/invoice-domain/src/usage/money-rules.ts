import type { Payment } from '../payments/payment.js';
import type { Service, Transaction } from '../catalog/service.js';
import { isOtherThan } from '../writing/amounts.js';
import { isLinked, isLinkedIfGiven, isPresent, type Draft, type Rule } from '../writing/rule.js';

export type PaymentDraft = Draft<Payment, 'account'>;
export type ServiceDraft = Draft<Service, 'account' | 'serviceType'>;
export type TransactionDraft = Draft<Transaction, 'account' | 'service'>;

export const paymentRules: readonly Rule<PaymentDraft>[] = [isLinked('account'), isPresent('total')];

const isRenewedAtSomeTime: Rule<ServiceDraft> = ({ renewAt = null, renewPeriod = null }) => {
  if ((renewAt === null) === (renewPeriod === null)) return [];
  return [{ member: 'renewAt', message: renewAt === null ? "can't be blank" : 'must be blank' }];
};

export const serviceRules: readonly Rule<ServiceDraft>[] = [
  isLinked('account', 'serviceType'),
  isPresent('initialPrice', 'renewPrice'),
  isRenewedAtSomeTime,
];

export const transactionRules: readonly Rule<TransactionDraft>[] = [
  isLinked('account'),
  isLinkedIfGiven('service'),
  isPresent('amount'),
  isOtherThan('0', 'amount'),
];
