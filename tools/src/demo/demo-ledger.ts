import { accountIdOf, type Account, type AccountId, type Cdr } from '@org/invoice-domain';
import { billSales } from './commerce/bill-sales.js';
import type { CommerceBook } from './commerce/commerce-book.js';
import { salesOf } from './commerce/subscriptions.js';
import { invoice18, invoice3973 } from './documented-invoices.js';
import { countries, networks, networkTypes } from './geography/operators.js';
import type { Ledger } from './ledger.js';
import { accountClasses } from './parties/account-classes.js';
import { demoAccounts, type DemoAccount } from './parties/accounts.js';
import { contacts, contractors, invoiceTemplates, smtpConnections } from './parties/contractors.js';
import { currencies } from './parties/exchange.js';
import { resellers } from './parties/resellers.js';
import { adminUserOf, managers } from './parties/users.js';
import { offers } from './services/service-types.js';
import { servicesOf } from './services/services.js';
import { callsOf } from './usage/calls.js';

/** What the demo world is made of before its usage is billed. */
export interface DemoLedger {
  readonly rows: Ledger;
  readonly calls: readonly Cdr[];
  readonly accounts: readonly DemoAccount[];
  /** Payments go on in it: those of usage are known when it is billed. */
  readonly commerce: CommerceBook;
}

const withId = (accounts: readonly Account[], id: AccountId): Account => {
  const account = accounts.find((candidate) => candidate.id === id);
  if (account === undefined) throw new RangeError(`the demo has no account ${id}`);
  return account;
};

/** The same at every call, but for the hash of the password. */
export function demoLedger(passwordHash: string): DemoLedger {
  const accounts = demoAccounts();
  const rows = accounts.map(({ row }) => row);
  const sales = salesOf(accounts);
  const { invoices, commerce } = billSales(accounts, sales);
  const billed = commerce.lines();
  const documented = invoice3973(withId(rows, accountIdOf(906)));
  return {
    accounts,
    commerce,
    calls: callsOf(accounts),
    rows: {
      adminUsers: [adminUserOf(passwordHash)],
      resellers,
      managers,
      smtpConnections,
      contractors,
      contacts,
      invoiceTemplates,
      accountClasses,
      accounts: rows,
      currencies,
      countries,
      networkTypes,
      networks,
      serviceTypes: offers.map(({ type }) => type),
      ...servicesOf(accounts),
      subscriptions: [...documented.subscriptions, ...sales.map(({ subscription }) => subscription)],
      ...billed,
      invoices: [invoice18(withId(rows, accountIdOf(74))), documented.invoice, ...invoices],
      charges: [...documented.charges, ...billed.charges],
      invoiceSubscriptions: [...billed.invoiceSubscriptions, ...documented.invoiceSubscriptions],
    },
  };
}
