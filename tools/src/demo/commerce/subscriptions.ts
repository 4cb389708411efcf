import { subscriptionIdOf, type Subscription } from '@org/invoice-domain';
import { Decimal, startOfDay } from '@org/kernel';
import type { Calendar, MonthDay } from '../calendar.js';
import type { DemoAccount } from '../parties/accounts.js';
import { priceIn } from '../parties/exchange.js';
import { Random } from '../random.js';
import { chargedLifetime, lastingLifetime, unchargedLifetime, type Lifetime } from './lifetimes.js';
import { products, type Product } from './products.js';

/** A subscription with the terms that its charges are made of. */
export interface Sale {
  readonly subscription: Subscription;
  readonly account: DemoAccount;
  readonly product: Product;
  /** First day of the series of invoices it is billed on; undefined: it never got as far as a charge. */
  readonly series: MonthDay | undefined;
  readonly quantity: number;
  readonly unitPrice: Decimal;
  readonly setupPrice: Decimal;
  /** Percent. */
  readonly discount: number;
}

type Unnumbered<Row> = Omit<Row, 'id'>;
type SaleSketch = Omit<Sale, 'subscription'> & { readonly subscription: Unnumbered<Subscription> };

const firstNumber = 3_010_001;

const discounts = [0, 0, 0, 5, 10, 15] as const;

interface Deal {
  readonly product: Product;
  readonly lifetime: Lifetime;
  readonly series: MonthDay | undefined;
}

function sell(
  account: DemoAccount,
  { product, lifetime, series }: Deal,
  { calendar, random }: { readonly calendar: Calendar; readonly random: Random },
): SaleSketch {
  const { row, sketch } = account;
  const trial = sketch.trial === true;
  const ordered = lifetime.startDate ?? calendar.today.subtract({ days: random.integer(10, 25) });
  const createdAt = startOfDay(ordered, row.timeZone).subtract({
    milliseconds: random.integer(36_000_000, 200_000_000),
  });
  return {
    account,
    product,
    series,
    quantity: random.integer(1, product.most),
    unitPrice: trial ? Decimal.zero : priceIn(row.currency, product.price, 2),
    setupPrice: trial ? Decimal.zero : priceIn(row.currency, product.setup, 2),
    discount: random.pick(discounts),
    subscription: {
      accountId: row.id,
      resellerId: row.resellerId,
      planId: product.planId,
      name: product.name,
      trial,
      ...lifetime,
      paymentModel: row.paymentModel,
      billingDay: series?.[1] ?? null,
      externalKey: null,
      createdAt,
      updatedAt: createdAt.add({ hours: random.integer(1, 200), microseconds: random.integer(0, 999_999) }),
    },
  };
}

/** @param turn makes the statuses take turns from account to account */
function salesTo(account: DemoAccount, turn: number, calendar: Calendar): readonly SaleSketch[] {
  const { billedSince, id } = account.sketch;
  if (billedSince === undefined) return [];
  const random = new Random(`subscriptions of ${id}`);
  const charged = billedSince.flatMap((series) =>
    random.sample(products, random.integer(1, 3)).map((product, index) => {
      // None of the months of a series is without a charge: its first subscription lives as long as it.
      const lifetime =
        index === 0
          ? lastingLifetime(calendar.dayOf(series))
          : chargedLifetime(series, turn + index, { calendar, random });
      return sell(account, { product, lifetime, series }, { calendar, random });
    }),
  );
  const waiting = { product: random.pick(products), lifetime: unchargedLifetime(turn), series: undefined };
  return [...charged, sell(account, waiting, { calendar, random })];
}

export const salesOf = (accounts: readonly DemoAccount[], calendar: Calendar): readonly Sale[] =>
  accounts
    .flatMap((account, turn) => salesTo(account, turn, calendar))
    .map((sale, index) => ({
      ...sale,
      subscription: { ...sale.subscription, id: subscriptionIdOf(firstNumber + index) },
    }));
