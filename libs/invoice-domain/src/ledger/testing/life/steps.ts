import fc from 'fast-check';

/** The accounts that are billed. */
export const accounts = [1_001, 1_002] as const;

const account = fc.constantFrom(...accounts);
const money = fc.bigInt({ min: 0n, max: 5_000_000n }).map((millionths) => millionths * 10n ** 6n);
const hoursAgo = fc.oneof(
  fc.integer({ min: 1, max: 50 * 24 }),
  // Midnights are where periods begin and end.
  fc.integer({ min: 0, max: 50 }).map((days) => ({ midnights: days })),
);

const call = fc
  .record({
    hoursAgo,
    parties: fc.constantFrom('customer', 'vendor', 'both', 'both, one account'),
    customer: account,
    isLast: fc.boolean(),
    price: money,
    cost: money,
  })
  .map((drawn) => ({ kind: 'cdrs' as const, ...drawn }));

const move = fc
  .record({ hoursAgo, account, amount: money, isRefund: fc.boolean() })
  .map((drawn) => ({ kind: 'transactions' as const, ...drawn, amount: drawn.amount + 1n }));

/** A call or transaction as it is drawn: not yet at a moment of a life. */
export const usage = fc.oneof({ weight: 3, arbitrary: call }, { weight: 1, arbitrary: move });
export type Drawn = typeof usage extends fc.Arbitrary<infer Value> ? Value : never;
export type DrawnCall = Extract<Drawn, { readonly kind: 'cdrs' }>;

const many = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 5 });
const nth = fc.nat(1_000);

/** A step of a life. Numbers choose one of the records that are there. */
export const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('bring' as const), usage: many(usage) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('write' as const), usage: many(call) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('send again' as const), nth }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('void' as const), nths: many(nth) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('replace' as const), nths: many(nth), usage: many(usage) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('undo' as const), nth }) },
  // The server works, or sleeps.
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('work' as const), hours: fc.integer({ min: 1, max: 30 * 24 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('sleep' as const), hours: fc.integer({ min: 1, max: 45 * 24 }) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('refill' as const) }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('approve' as const), nth, isByJob: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('offer' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('decide' as const), nth, isApproved: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('period' as const),
      account,
      period: fc.constantFrom(1, 2, 3, 4, 5, 6, 7, null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('zone' as const),
      account,
      zone: fc.constantFrom('UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('empty invoices' as const), account, isWanted: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('delete' as const), nth }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('bill' as const),
      account,
      daysAgo: fc.integer({ min: 1, max: 60 }),
      days: fc.integer({ min: 1, max: 20 }),
    }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
