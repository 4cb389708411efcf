import { Decimal } from '@org/kernel';
import type { AccountId, ServiceId } from '../model/ids.js';
import type { AccountRenewals, DueService, RenewingAccount } from './service-renewal.js';

/** Renewals of one currency. Amounts are exact decimals. */
export interface RenewalSums {
  readonly currency: string;
  readonly charged: string;
  readonly credited: string;
}

export interface RenewalReport {
  /** Number of periods. */
  readonly renewedCount: number;
  /** Number of services that were active before. */
  readonly suspendedCount: number;
  /** Number of services that were suspended before. */
  readonly resumedCount: number;
  readonly sums: readonly RenewalSums[];
  readonly failed: readonly { readonly serviceId: ServiceId; readonly cause: string }[];
}

/** Renewals of one transaction, with the accounts and services as they were before. */
export interface RenewalOutcome extends AccountRenewals {
  readonly accounts: readonly RenewingAccount[];
  readonly due: readonly DueService[];
}

export const reportOf = (
  outcomes: readonly RenewalOutcome[],
  failed: ReadonlyMap<ServiceId, string>,
): RenewalReport => ({
  renewedCount: outcomes.reduce((count, { renewals }) => count + renewals.length, 0),
  suspendedCount: outcomes.reduce((count, outcome) => count + changedCount(outcome, 'suspended'), 0),
  resumedCount: outcomes.reduce((count, outcome) => count + changedCount(outcome, 'active'), 0),
  sums: sumsOf(outcomes),
  failed: [...failed].map(([serviceId, cause]) => ({ serviceId, cause })),
});

const changedCount = ({ due, services }: RenewalOutcome, to: DueService['state']): number => {
  const others = new Set(due.filter(({ state }) => state !== to).map(({ id }) => id));
  return services.filter(({ id, state }) => state === to && others.has(id)).length;
};

const sumsOf = (outcomes: readonly RenewalOutcome[]): readonly RenewalSums[] => {
  const currencies = new Map<AccountId, string>(
    outcomes.flatMap(({ accounts }) => accounts.map(({ id, currency }) => [id, currency])),
  );
  const prices = new Map<string, Decimal[]>();
  for (const { accountId, price } of outcomes.flatMap(({ renewals }) => renewals)) {
    const currency = currencies.get(accountId) ?? '';
    const ofCurrency = prices.get(currency);
    if (ofCurrency === undefined) prices.set(currency, [price]);
    else ofCurrency.push(price);
  }
  return [...prices]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, amounts]) => ({
      currency,
      charged: Decimal.sum(amounts.filter((amount) => !amount.isNegative())).toString(),
      credited: Decimal.sum(amounts.filter((amount) => amount.isNegative()))
        .negated()
        .toString(),
    }));
};
