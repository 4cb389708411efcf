import type { Invoice, Transaction } from '@org/invoice-domain';
import { CommerceBook, type CommerceRows } from '../commerce/commerce-book.js';
import { commerceInvoiceOf } from '../commerce/commerce-invoice.js';
import { looseCorrections } from '../commerce/corrections.js';
import { looseCharges } from '../commerce/loose-charges.js';
import { paymentForServices, type PaymentSketch } from '../commerce/payments.js';
import { planCommerce } from '../commerce/plan-commerce.js';
import type { Sale } from '../commerce/subscriptions.js';
import type { Ledger } from '../ledger.js';
import type { DemoAccount } from '../parties/accounts.js';
import { Random } from '../random.js';
import { planUsage } from '../usage/plan-usage.js';
import { priceListOf } from '../usage/price-list.js';
import { UsageBook, type UsageRows } from '../usage/usage-book.js';
import { usageInvoiceOf, type Activity } from '../usage/usage-invoice.js';
import { numbered, type NumberedPlan } from './invoice-plan.js';

export type BilledRows = Pick<Ledger, 'invoices'> & UsageRows & CommerceRows;

/** What the accounts are billed for. */
interface Billable {
  readonly accounts: readonly DemoAccount[];
  readonly sales: readonly Sale[];
  readonly transactions: readonly Transaction[];
}

const activityOf = (account: DemoAccount, transactions: readonly Transaction[]): Activity => ({
  buys: priceListOf(account, 'buys'),
  sells: account.sketch.calls?.sells === true ? priceListOf(account, 'sells') : [],
  transactions: transactions.filter(({ accountId }) => accountId === account.row.id),
});

const isOn =
  ({ account, billingDay }: NumberedPlan) =>
  (sale: Sale): boolean =>
    sale.account === account && sale.series?.day === billingDay;

const paymentOfUsage = (plan: NumberedPlan, invoice: Invoice): PaymentSketch | undefined => {
  const random = new Random(`payment of invoice ${invoice.id}`);
  return paymentForServices(plan, invoice, { closedAt: invoice.updatedAt, random });
};

/** The number on paper that follows the one of the documented invoice. */
const firstPrintedNumber = 3662;

/** What is on no invoice, or not yet. */
function addLoose(sales: readonly Sale[], commerce: CommerceBook): void {
  for (const loose of sales.flatMap(looseCharges)) commerce.addLoose(loose);
  const firstOfAccount = new Map(sales.toReversed().map((sale) => [sale.account, sale]));
  for (const correction of [...firstOfAccount.values()].flatMap(looseCorrections)) commerce.addCorrection(correction);
}

/** All invoices with everything on them, in the order of their creation, and what is on none. */
export function bill({ accounts, sales, transactions }: Billable): BilledRows {
  const plans = numbered(accounts.flatMap((account) => [...planUsage(account), ...planCommerce(account)]));
  const activities = new Map(accounts.map((account) => [account, activityOf(account, transactions)]));
  const usage = new UsageBook();
  const commerce = new CommerceBook();
  let printedNumber = firstPrintedNumber;
  const invoices = plans.map((plan) => {
    const activity = activities.get(plan.account);
    if (plan.kind === 'commerce' || activity === undefined) {
      const billed = commerceInvoiceOf(plan, sales.filter(isOn(plan)), printedNumber);
      printedNumber += 1;
      commerce.add(billed);
      return billed.invoice;
    }
    const billed = usageInvoiceOf(plan, activity);
    usage.add(billed);
    const payment = paymentOfUsage(plan, billed.invoice);
    if (payment !== undefined) commerce.addPayment(payment, { invoiceId: billed.invoice.id });
    return billed.invoice;
  });
  addLoose(sales, commerce);
  return { invoices, ...usage.rows(), ...commerce.rows() };
}
