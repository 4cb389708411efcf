import type { Invoice } from '@org/invoice-domain';
import type { Calendar } from '../calendar.js';
import { numbered, type NumberedPlan } from '../invoices/invoice-plan.js';
import type { DemoAccount } from '../parties/accounts.js';
import { CommerceRows } from './commerce-rows.js';
import { commerceInvoiceOf } from './commerce-invoice.js';
import { looseCorrections } from './corrections.js';
import { looseCharges } from './loose-charges.js';
import { planCommerce } from './plan-commerce.js';
import type { Sale } from './subscriptions.js';

export interface BilledSales {
  readonly invoices: readonly Invoice[];
  readonly commerce: CommerceRows;
}

const isOn =
  ({ account, billingDay }: NumberedPlan) =>
  (sale: Sale): boolean =>
    sale.account === account && sale.series?.[1] === billingDay;

/** The number on paper that follows the one of the documented invoice. */
const firstPrintedNumber = 3662;

/** Adds the charges, corrections and payments that are on no invoice yet. */
function addLoose(sales: readonly Sale[], commerce: CommerceRows, calendar: Calendar): void {
  for (const loose of sales.flatMap((sale) => looseCharges(sale, calendar))) commerce.addLoose(loose);
  const firstOfAccount = new Map(sales.toReversed().map((sale) => [sale.account, sale]));
  for (const sale of firstOfAccount.values()) {
    for (const correction of looseCorrections(sale, calendar)) commerce.addCorrection(correction);
  }
}

/** The invoices of all subscriptions with everything on them, in the order of their creation, and what is on none. */
export function billSales(accounts: readonly DemoAccount[], sales: readonly Sale[], calendar: Calendar): BilledSales {
  const commerce = new CommerceRows();
  const invoices = numbered(accounts.flatMap((account) => planCommerce(account, calendar))).map((plan, index) => {
    const printedNumber = firstPrintedNumber + index;
    const billed = commerceInvoiceOf(plan, sales.filter(isOn(plan)), { printedNumber, calendar });
    commerce.add(billed);
    return billed.invoice;
  });
  addLoose(sales, commerce, calendar);
  return { invoices, commerce };
}
