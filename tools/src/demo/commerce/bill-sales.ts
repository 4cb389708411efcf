import type { Invoice } from '@org/invoice-domain';
import { numbered, type NumberedPlan } from '../invoices/invoice-plan.js';
import type { DemoAccount } from '../parties/accounts.js';
import { CommerceBook } from './commerce-book.js';
import { commerceInvoiceOf } from './commerce-invoice.js';
import { looseCorrections } from './corrections.js';
import { looseCharges } from './loose-charges.js';
import { planCommerce } from './plan-commerce.js';
import type { Sale } from './subscriptions.js';

export interface BilledSales {
  readonly invoices: readonly Invoice[];
  readonly commerce: CommerceBook;
}

const isOn =
  ({ account, billingDay }: NumberedPlan) =>
  (sale: Sale): boolean =>
    sale.account === account && sale.series?.day === billingDay;

/** The number on paper that follows the one of the documented invoice. */
const firstPrintedNumber = 3662;

/** What is on no invoice, or not yet. */
function addLoose(sales: readonly Sale[], commerce: CommerceBook): void {
  for (const loose of sales.flatMap(looseCharges)) commerce.addLoose(loose);
  const firstOfAccount = new Map(sales.toReversed().map((sale) => [sale.account, sale]));
  for (const correction of [...firstOfAccount.values()].flatMap(looseCorrections)) commerce.addCorrection(correction);
}

/** The invoices of all subscriptions with everything on them, in the order of their creation, and what is on none. */
export function billSales(accounts: readonly DemoAccount[], sales: readonly Sale[]): BilledSales {
  const commerce = new CommerceBook();
  const invoices = numbered(accounts.flatMap(planCommerce)).map((plan, index) => {
    const billed = commerceInvoiceOf(plan, sales.filter(isOn(plan)), firstPrintedNumber + index);
    commerce.add(billed);
    return billed.invoice;
  });
  addLoose(sales, commerce);
  return { invoices, commerce };
}
