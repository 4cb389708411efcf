import type { Act } from './act.js';
import type { ActMakers } from './act-makers.js';
import type { BookedCharge, BookedCorrection } from './booked.js';
import { moneyOf } from './commerce-ledger.js';
import { chosen, likely } from './choice.js';
import type { LifeView } from './life-view.js';
import { chargeRow, correctionRow } from './rows.js';
import { resellerOf } from './world.js';

/** Nobody sends again what was billed anew. */
const isSent = ({ key }: { readonly key: string }): boolean => !key.endsWith('*');

const isTaxable = ({ model, status, isFinal }: BookedCharge): boolean =>
  model === 'postpay' && ['opened', 'blocked'].includes(status) && !isFinal;

/** Charges and their taxes. */
export const saleActs = (life: LifeView): Pick<ActMakers, 'charge' | 'charge again' | 'tax'> => ({
  charge: ({ account, model, status, amount, daysOff }) => {
    const charge: BookedCharge = {
      ...{ key: life.key('c'), account, model, status, sent: status, price: amount, amount, from: life.day(daysOff) },
      ...{ allocated: 0n, hasLost: false, invoice: null, isFinal: false },
    };
    return life.sending('charge', 'charges', charge, chargeRow(charge), (books) => {
      books.charge({ ...charge });
      return true;
    });
  },
  'charge again': ({ nth, status }) => {
    const charge = chosen(life.books.charges.filter(isSent), nth);
    if (charge === undefined) return undefined;
    // What taxes have added since is none of the sender's business.
    const row = chargeRow({ ...charge, status, amount: charge.price });
    return life.sending('charge again', 'charges', charge, row, (books) =>
      books.chargeAgain(books.same(charge), status),
    );
  },
  tax: ({ nth, value }) => {
    const charge = likely(life.books.charges.filter(isSent), nth, isTaxable);
    if (charge === undefined) return undefined;
    const row = {
      ...{ external_key: life.key('t'), account_id: charge.account, charge_key: charge.key },
      ...{ name: 'VAT', value: moneyOf(value) },
    };
    return life.sending('tax', 'taxes', charge, row, (books) => books.tax(books.same(charge), value));
  },
});

/** Corrections and the decisions on them. */
export const correctionActs = (life: LifeView): Pick<ActMakers, 'correction' | 'correction again' | 'decide'> => ({
  correction: ({ account, model, total, isIncluded, status }) => {
    const correction: BookedCorrection = {
      ...{ key: life.key('k'), account, model, total, isIncluded, status, sent: status },
      ...{ billedBy: null, invoice: null, isFinal: false },
    };
    return life.sending('correction', 'corrections', correction, correctionRow(correction), (books) => {
      books.correct({ ...correction });
      return true;
    });
  },
  'correction again': ({ nth, status }) => {
    const correction = chosen(life.books.corrections.filter(isSent), nth);
    if (correction === undefined) return undefined;
    return life.sending(
      'correction again',
      'corrections',
      correction,
      correctionRow({ ...correction, status }),
      (books) => books.correctAgain(books.same(correction), status),
    );
  },
  decide: ({ nth, isApproved }) => {
    const correction = likely(
      life.books.corrections.filter(isSent),
      nth,
      ({ status }) => status === 'approval_required',
    );
    if (correction === undefined) return undefined;
    const { account } = correction;
    const status = isApproved ? 'approved' : 'declined';
    return {
      ...{ kind: 'decide', account },
      inLedger: async () => {
        const id = await life.idOf('corrections', correction.key);
        return life.ledger.decide(resellerOf(account), id, status);
      },
      inBooks: (books) => {
        const isDone = books.decide(books.same(correction), status);
        if (isDone) books.settleDue(account, life.day());
        return isDone;
      },
    };
  },
});

/** On which terms it is sold, which everybody may change. */
export const termActs = (life: LifeView): Pick<ActMakers, 'model' | 'billing day' | 'zone' | 'adjust'> => {
  const changing = (
    kind: Act['kind'],
    account: number,
    values: Parameters<LifeView['ledger']['change']>[1],
    inBooks: Act['inBooks'] = () => true,
  ): Act => ({ kind, account, inLedger: () => life.ledger.change(account, values), inBooks });
  return {
    model: ({ account, model }) =>
      changing('model', account, { paymentModel: model }, (books) => {
        books.account(account).model = model;
        return true;
      }),
    'billing day': ({ account, day }) => changing('billing day', account, { billingDay: day }),
    zone: ({ account, zone }) => changing('zone', account, { timeZone: zone }),
    adjust: ({ account, balance }) => ({
      ...{ kind: 'adjust', account },
      inLedger: () => life.ledger.adjust(account, balance),
      inBooks: (books) => {
        books.adjust(account, balance);
        books.settleDue(account, life.day());
        return true;
      },
    }),
  };
};
