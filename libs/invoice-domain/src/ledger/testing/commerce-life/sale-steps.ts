import type { BookedCharge, BookedCorrection } from './booked.js';
import { moneyOf } from './commerce-ledger.js';
import { chargeRow, correctionRow } from './rows.js';
import { chosen, likely, type SharedLife } from './shared-life.js';
import type { Steps } from './steps.js';
import { resellerOf } from './world.js';

/** Nobody sends again what was billed anew. */
const isSent = ({ key }: { readonly key: string }): boolean => !key.endsWith('*');

const isTaxable = ({ model, status, isFinal }: BookedCharge): boolean =>
  model === 'postpay' && ['opened', 'blocked'].includes(status) && !isFinal;

/** What is sold and corrected, and on which terms. */
export const saleSteps = (
  life: SharedLife,
): Pick<
  Steps,
  'charge' | 'charge again' | 'tax' | 'correction' | 'correction again' | 'decide' | 'model' | 'billing day' | 'zone'
> => ({
  charge: async ({ account, model, status, amount, daysOff }) => {
    const charge: BookedCharge = {
      ...{ key: life.key('c'), account, model, status, sent: status, amount, from: life.day(daysOff) },
      ...{ allocated: 0n, hasLost: false, invoice: null, isFinal: false },
    };
    await life.send('charges', account, [chargeRow(charge)], () => {
      life.books.charge(charge);
      return true;
    });
  },
  'charge again': async ({ nth, status }) => {
    const charge = chosen(life.books.charges.filter(isSent), nth);
    if (charge === undefined) return;
    // What taxes have added since is none of the sender's business.
    const row = {
      ...chargeRow(charge),
      status,
      unit_price: undefined,
      close_date: status === 'closed' ? charge.from : undefined,
    };
    await life.send(
      'charges',
      charge.account,
      [{ ...row, unit_price: moneyOf(life.prices.get(charge.key) ?? 0n) }],
      () => life.books.chargeAgain(charge, status),
    );
  },
  tax: async ({ nth, value }) => {
    const charge = likely(life.books.charges.filter(isSent), nth, isTaxable);
    if (charge === undefined) return;
    const row = {
      external_key: life.key('t'),
      account_id: charge.account,
      charge_key: charge.key,
      name: 'VAT',
      value: moneyOf(value),
    };
    await life.send('taxes', charge.account, [row], () => life.books.tax(charge, value));
  },
  correction: async ({ account, model, total, isIncluded, status }) => {
    const correction: BookedCorrection = {
      ...{ key: life.key('k'), account, model, total, isIncluded, status, sent: status },
      ...{ billedBy: null, invoice: null, isFinal: false },
    };
    await life.send('corrections', account, [correctionRow(correction)], () => {
      life.books.correct(correction);
      return true;
    });
  },
  'correction again': async ({ nth, status }) => {
    const correction = chosen(life.books.corrections.filter(isSent), nth);
    if (correction === undefined) return;
    await life.send('corrections', correction.account, [{ ...correctionRow(correction), status }], () =>
      life.books.correctAgain(correction, status),
    );
  },
  decide: async ({ nth, isApproved }) => {
    const correction = likely(
      life.books.corrections.filter(isSent),
      nth,
      ({ status }) => status === 'approval_required',
    );
    if (correction === undefined) return;
    const [status, id] = [
      isApproved ? 'approved' : 'declined',
      await life.idOf('corrections', correction.key),
    ] as const;
    const isDone = await life.ledger.decide(resellerOf(correction.account), id, status);
    life.agreed('decided', isDone, life.books.decide(correction, status));
    if (isDone) life.books.settleDue(correction.account, life.day());
  },
  model: async ({ account, model }) => {
    await life.ledger.change(account, { paymentModel: model });
    life.books.account(account).model = model;
  },
  'billing day': ({ account, day }) => life.ledger.change(account, { billingDay: day }),
  zone: ({ account, zone }) => life.ledger.change(account, { timeZone: zone }),
});
