import fc from 'fast-check';

/** Accounts 1 and 2 of a reseller that lets credit pay what is due; account 3 of one whose invoices an external system issues, and that pays by hand. */
export const accounts = [1, 2, 3] as const;

const account = fc.constantFrom(...accounts);
const model = fc.constantFrom('postpay' as const, 'prepay' as const);
const cents = fc.oneof(fc.integer({ min: 1, max: 30_000 }), fc.constantFrom(100, 10_000, 10_000, 3_000)).map(BigInt);
const signedCents = fc.tuple(cents, fc.boolean()).map(([amount, isCredit]) => (isCredit ? -amount : amount));
/** All that is left unless said; otherwise hundredths of the whole, which may be too much. */
const part = fc.option(fc.integer({ min: 1, max: 110 }).map(BigInt), { freq: 2 });
const daysOff = fc.integer({ min: -45, max: 25 });
const nth = fc.noBias(fc.nat(1_000));
const times = fc.integer({ min: 2, max: 4 });
const chargeStatus = fc.constantFrom('new', 'opened', 'blocked', 'closed', 'deleted');
const correctionStatus = fc.constantFrom('approval_required', 'approved', 'declined');
const paymentStatus = fc.constantFrom('waiting_for_payment', 'processing', 'completed', 'cancelled');

const charge = fc.record({
  what: fc.constant('charge' as const),
  account,
  model,
  status: fc.constantFrom('new', 'opened', 'blocked', 'closed'),
  amount: cents,
  daysOff,
});

const topUp = fc.record({ what: fc.constant('top up' as const), account, amount: cents, status: paymentStatus });

const correction = fc.record({
  what: fc.constant('correction' as const),
  account,
  model: fc.option(model),
  total: signedCents,
  isIncluded: fc.boolean(),
  status: correctionStatus,
});

/** A step of the life of commerce. Numbers choose one of the records that are there. */
export const step = fc.oneof(
  { weight: 12, arbitrary: charge },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('charge again' as const), nth, status: chargeStatus }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('tax' as const), nth, value: signedCents }) },
  { weight: 4, arbitrary: correction },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('correction again' as const), nth, status: correctionStatus }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('decide' as const), nth, isApproved: fc.boolean() }) },
  { weight: 5, arbitrary: topUp },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('pay ahead' as const),
      account,
      nths: fc.array(nth, { minLength: 1, maxLength: 3 }),
      total: cents,
      fromBalance: fc.option(cents),
      status: paymentStatus,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('payment again' as const), nth, status: paymentStatus }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('give back' as const),
      nth,
      kind: fc.constantFrom(...(['refund', 'refund', 'chargeback', 'undone_completion'] as const)),
      part,
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('order refund' as const), nth, part }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('call off' as const), nth }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('credit' as const), nth, part }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('credit lines' as const),
      nth,
      lines: fc.array(fc.record({ nth, part }), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('void' as const), nth }) },
  // Several want all of it: one gets it.
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('refund at once' as const), nth, times }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('credit at once' as const), nth, times }),
  },
  // Whoever pays, does so while others do.
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('at once' as const),
      topUps: fc.array(topUp, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('pay invoice' as const), nth, part }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('pay charge' as const), nth, part }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('approve' as const), nth }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('withdraw' as const), nth }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('complete' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('cancel' as const), nth }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('adjust' as const), account, balance: signedCents }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('model' as const), account, model }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('billing day' as const), account, day: fc.integer({ min: 1, max: 28 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('zone' as const),
      account,
      zone: fc.constantFrom('UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Auckland'),
    }),
  },
  { weight: 12, arbitrary: fc.record({ what: fc.constant('run' as const), days: fc.integer({ min: 1, max: 40 }) }) },
);
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
export type StepOf<What extends Step['what']> = Extract<Step, { readonly what: What }>;

/** How each step is lived. */
export type Steps = { readonly [What in Step['what']]: (step: StepOf<What>) => Promise<void> };
