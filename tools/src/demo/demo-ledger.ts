import { accountIdOf, type Account, type AccountId } from '@org/invoice-domain';
import { salesOf } from './commerce/subscriptions.js';
import { invoice18, invoice3973 } from './documented-invoices.js';
import { countries, networks, networkTypes } from './geography/operators.js';
import { bill } from './invoices/bill.js';
import type { Ledger } from './ledger.js';
import { demoAccounts } from './parties/accounts.js';
import { contacts, contractors, invoiceTemplates, smtpConnections } from './parties/contractors.js';
import { currencies } from './parties/exchange.js';
import { resellers } from './parties/resellers.js';
import { adminUserOf, managers } from './parties/users.js';
import { offers } from './services/service-types.js';
import { servicesOf } from './services/services.js';

const withId = (accounts: readonly Account[], id: AccountId): Account => {
  const account = accounts.find((candidate) => candidate.id === id);
  if (account === undefined) throw new RangeError(`the demo has no account ${id}`);
  return account;
};

/** The whole demo world: the same rows at every call, but for the hash of the password. */
export function demoLedger(passwordHash: string): Ledger {
  const accounts = demoAccounts();
  const rows = accounts.map(({ row }) => row);
  const sales = salesOf(accounts);
  const services = servicesOf(accounts);
  const billed = bill({ accounts, sales, transactions: services.transactions });
  const documented = invoice3973(withId(rows, accountIdOf(906)));
  return {
    adminUsers: [adminUserOf(passwordHash)],
    resellers,
    managers,
    smtpConnections,
    contractors,
    contacts,
    invoiceTemplates,
    accounts: rows,
    currencies,
    countries,
    networkTypes,
    networks,
    serviceTypes: offers.map(({ type }) => type),
    ...services,
    subscriptions: [...documented.subscriptions, ...sales.map(({ subscription }) => subscription)],
    ...billed,
    invoices: [invoice18(withId(rows, accountIdOf(74))), documented.invoice, ...billed.invoices],
    charges: [...documented.charges, ...billed.charges],
    invoiceSubscriptions: [...billed.invoiceSubscriptions, ...documented.invoiceSubscriptions],
  };
}
