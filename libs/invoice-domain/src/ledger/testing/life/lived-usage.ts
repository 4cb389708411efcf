/** A call of the model. Money is whole units of 10^-12. */
export interface LivedCall {
  readonly kind: 'cdrs';
  readonly key: string;
  readonly at: number;
  readonly customer: number | null;
  readonly vendor: number | null;
  readonly isLast: boolean;
  readonly price: bigint;
  readonly cost: bigint;
}

/** A transaction of the model. */
export interface LivedMove {
  readonly kind: 'transactions';
  readonly key: string;
  readonly at: number;
  readonly account: number;
  readonly amount: bigint;
}

export type Lived = LivedCall | LivedMove;

export const parts = ['originated', 'terminated', 'services'] as const;
type Part = (typeof parts)[number];

/** Use of an account by a call or transaction. */
export interface Use {
  readonly account: number;
  readonly at: number;
  readonly part: Part;
  readonly spent: bigint;
  readonly earned: bigint;
}

/** Accounts that a record is usage of, by docs/wire/admin.md: a customer pays for the last attempt, a vendor earns by each. */
export const usesOf = (record: Lived): readonly Use[] => {
  const { at } = record;
  if (record.kind === 'transactions') {
    const { account, amount } = record;
    const isSpent = amount > 0n;
    return [{ account, at, part: 'services', spent: isSpent ? amount : 0n, earned: isSpent ? 0n : -amount }];
  }
  const { customer, vendor, isLast, price, cost } = record;
  return [
    ...(customer === null || !isLast
      ? []
      : [{ account: customer, at, part: 'originated' as const, spent: price, earned: 0n }]),
    ...(vendor === null ? [] : [{ account: vendor, at, part: 'terminated' as const, spent: 0n, earned: cost }]),
  ];
};

export interface Sum {
  readonly count: number;
  readonly spent: bigint;
  readonly earned: bigint;
}

const nothing: Sum = { count: 0, spent: 0n, earned: 0n };

export const sumOf = (uses: readonly Pick<Use, 'earned' | 'spent'>[]): Sum =>
  uses.reduce<Sum>(
    (sum, { spent, earned }) => ({ count: sum.count + 1, spent: sum.spent + spent, earned: sum.earned + earned }),
    nothing,
  );

/** Usage of an account in a period, by what it is on the invoice as. */
export type Sums = Readonly<Record<Part, Sum>>;

export const sumsOf = (uses: readonly Use[]): Sums => {
  const of = (part: Part): Sum => sumOf(uses.filter((use) => use.part === part));
  return { originated: of('originated'), terminated: of('terminated'), services: of('services') };
};

/** Amount owed for it. */
export const owedFor = (sums: Sums): bigint =>
  parts.reduce((owed, part) => owed + sums[part].spent - sums[part].earned, 0n);

/** The values of a record as a text, equal for equal records. */
export const sameText = (record: Lived | undefined): string =>
  JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
