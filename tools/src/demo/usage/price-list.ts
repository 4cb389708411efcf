import type { Country, Network } from '@org/invoice-domain';
import type { Decimal } from '@org/kernel';
import { operators, type NetworkTypeName, type Operator } from '../geography/operators.js';
import type { DemoAccount } from '../parties/accounts.js';
import { priceIn } from '../parties/exchange.js';
import { Random } from '../random.js';

/** Price of calls to a network. */
export interface Price {
  /** A minute, in the account's currency, its tax left out. */
  readonly rate: Decimal;
  /** Calls are billed in steps of so many seconds. */
  readonly step: 6 | 60;
}

/** Route that an account buys: calls to a prefix. */
export interface Route extends Price {
  readonly prefix: string;
  readonly operator: Operator;
  readonly network: Network;
  readonly country: Country | null;
  /** The receiving side pays. */
  readonly reverse: boolean;
}

/** Dollars a minute, in hundred-thousandths. */
const ratesOf = {
  Fixed: [120, 1900],
  Mobile: [800, 21_000],
  Satellite: [180_000, 640_000],
  Freephone: [300, 1200],
  VoIP: [90, 400],
} as const satisfies Record<NetworkTypeName, readonly [number, number]>;

const paidByCalled = operators.filter(({ type }) => type === 'Freephone');
const paidByCaller = operators.filter(({ type }) => type !== 'Freephone');

/** One price for a network, whatever the prefix: its calls meet in one row by network. */
function priceOf(currency: string, { type }: Operator, random: Random): Price {
  const [lowest, highest] = ratesOf[type];
  const rate = priceIn(currency, random.decimal(lowest, highest, 5), 5);
  return { rate, step: random.chance(70) ? 6 : 60 };
}

/** The prefixes that an account's customers call. */
export function routesOf({ row: account }: DemoAccount): readonly Route[] {
  const random = new Random(`networks that ${account.id} buys`);
  const called = [...random.sample(paidByCaller, random.integer(6, 10)), ...(random.chance(40) ? paidByCalled : [])];
  return called.flatMap((operator) => {
    const { network, country, type, prefixes } = operator;
    const price = priceOf(account.currency, operator, random);
    return prefixes.map((prefix) => ({
      ...price,
      ...{ prefix, operator, network, country, reverse: type === 'Freephone' },
    }));
  });
}

/** Selling price of an account for the calls it delivers, above its buying price. */
export const askingPriceOf = ({ row: account }: DemoAccount, operator: Operator): Price =>
  priceOf(account.currency, operator, new Random(`price of ${account.id} for ${operator.network.id}`));
