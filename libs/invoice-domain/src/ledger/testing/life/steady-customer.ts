import { dayIn, type LocalDate } from '@org/kernel';
import type { LivedLedger } from './lived-ledger.js';

/** An account that buys something that is paid afterwards, and something that is paid before. */
export const buyer = 1_004;

const account = `
INSERT INTO account_classes (id, name, days_to_pay) VALUES (${buyer}, 'patient', 365);
INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, account_class_id)
VALUES (${buyer}, 'buyer', 1, 1, 'EUR', 'postpay', ${buyer})`;

const subscription = (key: string, payment_model: string, startDate: LocalDate) => ({
  external_key: key,
  account_id: buyer,
  plan_id: 1,
  name: key,
  status: 'active',
  payment_model,
  start_date: startDate.toString(),
});

const charge = (key: string, subscription_key: string, status: string, unit_price: string, day: LocalDate) => ({
  external_key: key,
  account_id: buyer,
  subscription_key,
  name: 'Seats',
  description: 'Seats',
  type: 'Charge::Renew',
  status,
  quantity: '1',
  duration: '1',
  unit_price,
  operate_from: day.toString(),
  operate_to: day.add({ days: 27 }).toString(),
  close_date: day.toString(),
});

/**
 * Sells to a customer last month and in this one, and bills it: a charge of 100 with a tax of 7 and a correction of -30 are on a closed
 * invoice whose payment of 77 waits, one of 50 was paid in advance, a top-up of 500 is credit, and a charge of 20 is on the open invoice.
 */
export const openSteadyCustomer = async (ledger: LivedLedger): Promise<void> => {
  const { clock } = ledger;
  const end = clock.now();
  const today = dayIn('UTC', end);
  const month = today.subtract({ days: 2 }).with({ day: 1 });
  const before = month.subtract({ months: 1 });
  const noonOf = (day: LocalDate): string => `${day.toString()}T12:00:00Z`;
  await ledger.rows(account);

  clock.moveTo(noonOf(before.with({ day: 3 })));
  await ledger.sell('subscriptions', subscription('seats', 'postpay', before), subscription('mail', 'prepay', before));
  await ledger.sell(
    'charges',
    charge('afterwards', 'seats', 'blocked', '100', before),
    charge('before', 'mail', 'opened', '50', before),
  );
  const common = { account_id: buyer };
  await ledger.sell('taxes', { ...common, external_key: 'VAT', charge_key: 'afterwards', name: 'VAT', value: '7' });
  await ledger.sell('corrections', {
    ...common,
    ...{ external_key: 'goodwill', status: 'approved', total: '-30', include_in_invoice: true },
  });
  const payment = { ...common, status: 'completed' };
  await ledger.sell(
    'payments',
    { ...payment, external_key: 'in advance', document_id: 'A1', initial_total: '50', charge_keys: 'before' },
    { ...payment, external_key: 'top-up', document_id: 'T1', initial_total: '500' },
  );
  await ledger.billSales(buyer);

  clock.moveTo(noonOf(month.with({ day: 2 })));
  await ledger.sell('charges', charge('this month', 'seats', 'blocked', '20', month));
  await ledger.billSales(buyer);
  clock.moveTo(end.toString());
  await ledger.billSales(buyer);
};
