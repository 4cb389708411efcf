import fc from 'fast-check';

/** Accounts 1 and 2 of a reseller that lets credit pay what is due; account 3 of one whose invoices an external system issues, and that pays by hand. */
export const accounts = [1, 2, 3] as const;

const account = fc.constantFrom(...accounts);
const model = fc.constantFrom('postpay' as const, 'prepay' as const);
const cents = fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.constantFrom(100, 10_000, 10_000, 3_000)).map(BigInt);
const signedCents = fc.tuple(cents, fc.boolean()).map(([amount, isCredit]) => (isCredit ? -amount : amount));
/** All that is left unless said; otherwise hundredths of the whole, which may be too much. */
const part = fc.option(fc.integer({ min: 1, max: 110 }).map(BigInt), { freq: 2 });
const nth = fc.noBias(fc.nat(1_000));
const target = fc.record({ nth });
const partOfTarget = fc.record({ nth, part });
const correctionStatus = fc.constantFrom('approval_required', 'approved', 'declined');
const paymentStatus = fc.constantFrom('waiting_for_payment', 'processing', 'completed', 'cancelled');

/** The acts that there are. Numbers choose one of the records that are there. */
export const actSteps = {
  charge: fc.record({
    ...{ account, model, amount: cents },
    status: fc.constantFrom('new', 'opened', 'blocked', 'closed'),
    daysOff: fc.integer({ min: -45, max: 25 }),
  }),
  'charge again': fc.record({
    nth,
    status: fc.constantFrom('new', 'opened', 'blocked', 'closed', 'deleted'),
  }),
  tax: fc.record({ nth, value: signedCents }),
  correction: fc.record({
    ...{ account, total: signedCents, status: correctionStatus },
    model: fc.option(model),
    isIncluded: fc.boolean(),
  }),
  'correction again': fc.record({ nth, status: correctionStatus }),
  decide: fc.record({ nth, isApproved: fc.boolean() }),
  model: fc.record({ account, model }),
  'billing day': fc.record({ account, day: fc.integer({ min: 1, max: 28 }) }),
  zone: fc.record({
    account,
    zone: fc.constantFrom('UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Auckland'),
  }),
  adjust: fc.record({ account, balance: signedCents }),
  'top up': fc.record({ account, amount: cents, status: paymentStatus }),
  'pay ahead': fc.record({
    ...{ account, total: cents, status: paymentStatus },
    nths: fc.array(nth, { minLength: 1, maxLength: 3 }),
    fromBalance: fc.option(cents),
  }),
  'payment again': fc.record({ nth, status: paymentStatus }),
  'pay invoice': partOfTarget,
  'pay charge': partOfTarget,
  refund: partOfTarget,
  chargeback: partOfTarget,
  'undo completion': target,
  'order refund': partOfTarget,
  'do ordered refund': target,
  'call off refund': target,
  credit: partOfTarget,
  'credit lines': fc.record({ nth, lines: fc.array(partOfTarget, { minLength: 1, maxLength: 3 }) }),
  void: target,
  approve: target,
  withdraw: target,
  complete: target,
  cancel: target,
} as const;
export type ActName = keyof typeof actSteps;
export type ActStepOf<Name extends ActName> = (typeof actSteps)[Name] extends fc.Arbitrary<infer Value> ? Value : never;
export type ActStep = { readonly [Name in ActName]: readonly [Name, ActStepOf<Name>] }[ActName];

/** How often an act is tried at random; once unless said. */
const weights: Partial<Record<ActName, number>> = {
  ...{
    charge: 12,
    'top up': 5,
    'pay ahead': 5,
    'charge again': 4,
    'payment again': 4,
    correction: 4,
    tax: 3,
    decide: 3,
  },
  ...{ 'pay invoice': 4, 'pay charge': 4, approve: 4, complete: 3, credit: 4, 'credit lines': 3, refund: 3 },
};

const actOf = <Name extends ActName>(name: Name): fc.Arbitrary<ActStep> =>
  (actSteps[name] as fc.Arbitrary<unknown>).map((of) => [name, of] as unknown as ActStep);

const actNames = Object.keys(actSteps) as readonly ActName[];
const everyAct = fc
  .tuple(...actNames.map(actOf))
  .chain((acts) => fc.shuffledSubarray(acts, { minLength: acts.length }));

/** One of every kind of act, in any order. */
export const actsOf = (seed: number): readonly ActStep[] => fc.sample(everyAct, { seed, numRuns: 1 })[0] ?? [];

const seed = fc.noShrink(fc.noBias(fc.nat()));

const wildOf = (names: readonly ActName[]) =>
  fc
    .oneof(...names.map((name) => ({ weight: weights[name] ?? 1, arbitrary: actOf(name) })))
    .map((act) => ({ what: 'wild' as const, act }));
/** An act that should be accepted, of those that have been possible the least. */
const apt = fc.record({ what: fc.constant('apt' as const), seed });
/** Acts of several managers on one account: each should be accepted by itself, or all are the same. */
const atOnce = fc.record({
  what: fc.constant('at once' as const),
  seed,
  many: fc.integer({ min: 2, max: 4 }),
  isSame: fc.constantFrom(true, false, false),
});
const run = fc.record({ what: fc.constant('run' as const), days: fc.integer({ min: 1, max: 40 }) });

/** A step of the life of commerce. */
const step = fc.oneof(
  { weight: 6, arbitrary: wildOf(actNames) },
  { weight: 10, arbitrary: apt },
  { weight: 5, arbitrary: atOnce },
  { weight: 2, arbitrary: run },
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A step at random, or time. */
export const stepOf = (names: readonly ActName[]) =>
  fc.oneof({ weight: 8, arbitrary: wildOf(names) }, { weight: 2, arbitrary: run });

const sold = <Name extends 'charge' | 'top up' | 'correction'>(
  name: Name,
  fixed: Partial<ActStepOf<Name>>,
): fc.Arbitrary<Step> =>
  (actSteps[name] as fc.Arbitrary<ActStepOf<Name>>).map((of) => ({
    what: 'wild',
    act: [name, { ...(of as object), ...fixed }] as unknown as ActStep,
  }));

/** Every model has something to invoice, and there is money to pay it with. */
const past = fc
  .tuple(fc.constantFrom(1 as const, 2 as const), account, fc.constantFrom('opened' as const, 'blocked' as const))
  .chain(([one, any, status]) =>
    fc.tuple(
      sold('charge', { account: 3, model: 'postpay', status, daysOff: 3 }),
      sold('charge', { account: one, model: 'postpay', status, daysOff: 4 }),
      sold('charge', { account: any, model: 'prepay', status: 'opened', daysOff: 5 }),
      sold('correction', {}),
      sold('top up', { account: any, status: 'completed' }),
      sold('top up', { account: 3, status: 'completed' }),
    ),
  );
const monthLater = fc.constant({ what: 'run' as const, days: 25 });

/** Something is sold and invoiced, and then anything may happen. */
export const lifeOf = (longest: number): fc.Arbitrary<readonly Step[]> =>
  fc
    .tuple(past, monthLater, fc.array(step, { minLength: longest / 2, maxLength: longest, size: 'max' }))
    .map(([before, later, steps]) => [...before, later, ...steps]);
