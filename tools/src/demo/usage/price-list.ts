import type { Country, Network } from '@org/invoice-domain';
import type { Decimal } from '@org/kernel';
import { operators, type NetworkTypeName } from '../geography/operators.js';
import type { DemoAccount } from '../parties/accounts.js';
import { priceIn } from '../parties/exchange.js';
import { Random } from '../random.js';

/** What an account pays, or gets, for calls to a prefix. */
export interface PricedRoute {
  readonly prefix: string;
  readonly network: Network;
  readonly country: Country | null;
  /** A minute, in the account's currency, its tax left out. */
  readonly rate: Decimal;
  /** Calls are billed in steps of so many seconds. */
  readonly step: 6 | 60;
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

/** Both directions have a list of their own: nobody sells at the price it buys at. */
export function priceListOf({ row: account }: DemoAccount, direction: 'buys' | 'sells'): readonly PricedRoute[] {
  const random = new Random(`networks that ${account.id} ${direction}`);
  const called = [...random.sample(paidByCaller, random.integer(6, 10)), ...(random.chance(40) ? paidByCalled : [])];
  return called.flatMap(({ network, country, type, prefixes }) => {
    const [lowest, highest] = ratesOf[type];
    // One price for a network, whatever the prefix: its calls meet in one row by network.
    const rate = priceIn(account.currency, random.decimal(lowest, highest, 5), 5);
    const step = random.chance(70) ? 6 : 60;
    return prefixes.map((prefix) => ({ prefix, network, country, rate, step, reverse: type === 'Freephone' }));
  });
}
