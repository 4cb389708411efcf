import type { InvoiceKind, InvoiceType } from '@org/invoice-domain';
import type { Instant } from '@org/kernel';
import { compareInstants, type Period } from '../moments.js';
import type { DemoAccount } from '../parties/accounts.js';

/** An invoice that is to be: which account and days it bills, before anything is on it. */
export interface InvoicePlan {
  readonly account: DemoAccount;
  readonly kind: InvoiceKind;
  readonly billingDay: number | null;
  readonly period: Period;
  readonly type: InvoiceType;
  readonly createdAt: Instant;
  /** Rank among the closed invoices of its series, newest first from 1; 0 while it is open. */
  readonly closedSince: number;
}

export interface NumberedPlan extends InvoicePlan {
  readonly number: number;
}

/** Numbers follow the order of creation, past those that the wires' documents have taken. */
const firstNumber = 4001;

export const numbered = (plans: readonly InvoicePlan[]): readonly NumberedPlan[] =>
  plans
    .toSorted(
      (one, other) => compareInstants(one.createdAt, other.createdAt) || one.account.row.id - other.account.row.id,
    )
    .map((plan, index) => ({ ...plan, number: firstNumber + index }));

/** Counts back from the newest of the periods that are over. */
export const closedSinceOf = (index: number, closed: number): number => Math.max(closed - index, 0);
