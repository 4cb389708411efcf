import fc from 'fast-check';
import { greatestDigits, longestDuration } from '../importing/field-faults.js';

/** Money as whole units of 10^-12: the model adds bigints and knows nothing of the code under test. */
const scale = 12;
export const units = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
};
export const textOf = (amount: bigint): string => {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
  return amount < 0n ? `-${text}` : text;
};

const price = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** BigInt(greatestDigits) - 1n }), fc.integer({ min: 0, max: scale }))
  .map(([digits, places]) => {
    const text = digits.toString().padStart(places + 1, '0');
    return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
  });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 });

/** One of the two accounts, or none for a call of other accounts; a call between both is counted on both. */
const party = fc.constantFrom('one', 'other', null);

const call = fc.record({
  customer: party,
  vendor: party,
  /** A moment within four days around the period, to the microsecond; its bounds now and then exactly. */
  moment: fc.oneof(
    fc.constantFrom('start', 'end', 'just before the start', 'just before the end'),
    fc.integer({ min: -86_400_000_000, max: 3 * 86_400_000_000 }),
  ),
  is_last_cdr: fc.boolean(),
  success: orNull(fc.boolean()),
  duration: fc.integer({ min: 0, max: 100_000 }),
  customer_duration: orNull(fc.integer({ min: 0, max: 100_000 })),
  vendor_duration: orNull(fc.integer({ min: 0, max: longestDuration })),
  customer_price: orNull(price),
  vendor_price: orNull(price),
  destination_prefix: orNull(fc.constantFrom('', '380', '3805')),
  destination_next_rate: orNull(fc.constantFrom('0', '0.1', '0.10', '0.123456789012')),
  destination_reverse_billing: orNull(fc.boolean()),
  dialpeer_prefix: orNull(fc.constantFrom('380', '48')),
  dialpeer_next_rate: orNull(fc.constantFrom('0.05', '1')),
  dialpeer_reverse_billing: orNull(fc.boolean()),
  dst_country_id: orNull(fc.constantFrom(1, 2)),
  dst_network_id: orNull(fc.constantFrom(1, 2)),
});

const movement = fc.record({
  moment: fc.integer({ min: -86_400_000_000, max: 3 * 86_400_000_000 }),
  amount: price.filter((text) => units(text) > 0n),
  isRefund: fc.boolean(),
  hasService: fc.boolean(),
});

export const world = fc.record({
  zone: fc.constantFrom('UTC', 'Europe/Kyiv', 'America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
  day: fc.constantFrom('2026-01-31', '2026-03-08', '2026-03-29', '2026-04-05', '2026-10-25'),
  calls: fc.array(call, { maxLength: 40 }),
  movements: fc.array(movement, { maxLength: 12 }),
});
export type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never;
type Call = World['calls'][number];

export interface PlacedCall extends Omit<Call, 'moment'> {
  /** Microseconds since 1970. */
  readonly at: bigint;
}

export interface Span {
  readonly from: bigint;
  readonly to: bigint;
}

export const place = (moment: Call['moment'], { from, to }: Span): bigint => {
  switch (moment) {
    case 'start':
      return from;
    case 'end':
      return to;
    case 'just before the start':
      return from - 1n;
    case 'just before the end':
      return to - 1n;
    default:
      return from + BigInt(moment);
  }
};

export const stamp = (at: bigint): string =>
  `${new Date(Number(at / 1000n)).toISOString().slice(0, 19)}.${(at % 1_000_000n).toString().padStart(6, '0')}Z`;

interface Side {
  readonly account: 'customer' | 'vendor';
  readonly counts: (call: PlacedCall) => boolean;
  readonly prefix: 'destination_prefix' | 'dialpeer_prefix';
  readonly rate: 'destination_next_rate' | 'dialpeer_next_rate';
  readonly spent: (call: PlacedCall) => boolean;
  readonly price: 'customer_price' | 'vendor_price';
  readonly billed: 'customer_duration' | 'vendor_duration';
}

export const sides: Readonly<Record<'originated' | 'terminated', Side>> = {
  originated: {
    account: 'customer',
    counts: ({ is_last_cdr }) => is_last_cdr,
    prefix: 'destination_prefix',
    rate: 'destination_next_rate',
    spent: ({ destination_reverse_billing }) => destination_reverse_billing !== true,
    price: 'customer_price',
    billed: 'customer_duration',
  },
  terminated: {
    account: 'vendor',
    counts: () => true,
    prefix: 'dialpeer_prefix',
    rate: 'dialpeer_next_rate',
    spent: ({ dialpeer_reverse_billing }) => dialpeer_reverse_billing === true,
    price: 'vendor_price',
    billed: 'vendor_duration',
  },
};

interface Line {
  readonly spent: boolean;
  amount: bigint | null;
  calls: number;
  successful: number;
  duration: number;
  billed: number | null;
  first: bigint;
  last: bigint;
}

const addMoney = (total: bigint | null, value: bigint | null): bigint | null =>
  value === null ? total : (total ?? 0n) + value;
const addCount = (total: number | null, value: number | null): number | null =>
  value === null ? total : (total ?? 0) + value;

/** The lines of one side, by the words of the reference. */
export const linesOf = (side: Side, calls: readonly PlacedCall[], withPrefix: boolean): ReadonlyMap<string, Line> => {
  const lines = new Map<string, Line>();
  for (const one of calls) {
    const rate = one[side.rate];
    const key = JSON.stringify([
      withPrefix ? one[side.prefix] : null,
      one.dst_country_id,
      one.dst_network_id,
      rate === null ? null : textOf(units(rate)),
      side.spent(one),
    ]);
    const line = lines.get(key) ?? {
      spent: side.spent(one),
      amount: null,
      calls: 0,
      successful: 0,
      duration: 0,
      billed: null,
      first: one.at,
      last: one.at,
    };
    const paid = one[side.price];
    line.amount = addMoney(line.amount, paid === null ? null : units(paid));
    line.calls += 1;
    line.successful += one.success === true ? 1 : 0;
    line.duration += one.duration;
    line.billed = addCount(line.billed, one[side.billed]);
    line.first = one.at < line.first ? one.at : line.first;
    line.last = one.at > line.last ? one.at : line.last;
    lines.set(key, line);
  }
  return lines;
};

export const sortedLines = (lines: ReadonlyMap<string, Line>): readonly string[] =>
  [...lines]
    .map(([key, { amount, calls, successful, duration, billed, first, last }]) =>
      [
        key,
        amount === null ? 'null' : textOf(amount),
        calls,
        successful,
        duration,
        billed,
        stamp(first),
        stamp(last),
      ].join(' '),
    )
    .sort();

export const sum = (values: readonly (bigint | number | null)[]): bigint =>
  values.reduce<bigint>((total, value) => total + BigInt(value ?? 0), 0n);

/** Header sums of one direction, according to the model. */
export const headerOf = (name: string, lines: ReadonlyMap<string, Line>): Readonly<Record<string, unknown>> => {
  const all = [...lines.values()];
  const money = (spent: boolean) => textOf(sum(all.filter((line) => line.spent === spent).map(({ amount }) => amount)));
  return {
    [`${name}_amount_spent`]: money(true),
    [`${name}_amount_earned`]: money(false),
    [`${name}_calls_count`]: String(sum(all.map(({ calls }) => calls))),
    [`${name}_successful_calls_count`]: String(sum(all.map(({ successful }) => successful))),
    [`${name}_calls_duration`]: String(sum(all.map(({ duration }) => duration))),
    [`${name}_billing_duration`]: String(sum(all.map(({ billed }) => billed))),
    [`${name}_first_call_at`]:
      all.length === 0 ? null : stamp(all.map(({ first }) => first).reduce((a, b) => (a < b ? a : b))),
    [`${name}_last_call_at`]:
      all.length === 0 ? null : stamp(all.map(({ last }) => last).reduce((a, b) => (a > b ? a : b))),
  };
};
