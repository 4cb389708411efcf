import { adminInvoiceRefusals, CreateInvoice, everything, InvoiceRefused } from '@org/invoice-domain';
import {
  ledgerTransactionOf,
  createDataSource,
  LedgerTransactions,
  poolOf,
  UndoneImports,
} from '@org/invoice-domain/persistence';
import { systemClock } from '@org/kernel';
import { Billing } from '../../../api/dist/billing/billing.js';
import { JobSender } from '../../../api/dist/billing/job-sender.js';

/**
 * One step of the life of invoices as a process of its own: `create <account> <from> <to> …`, `aggregate <id> …`, `refill <id> …` or
 * `approve <id> …`; or `undo <import>`, two rows at a time.
 */
const [step, ...rest] = process.argv.slice(2);
const audit = { actor: `crash:${step}` };

const dataSource = await createDataSource({ url: process.env.DATABASE_URL, poolSize: 2 }).initialize();
const transactions = new LedgerTransactions(dataSource, systemClock);
const jobs = new JobSender();
const billing = new Billing(transactions, jobs, { autoApprove: false });

const create = async (accountId, startsAt, endsAt) => {
  try {
    await transactions.run(audit, (manager) => {
      const ledger = ledgerTransactionOf(everything, manager, jobs.jobsOf(manager));
      return new CreateInvoice(systemClock).execute(ledger, { accountId, startsAt, endsAt });
    });
    console.log('made');
  } catch (error) {
    if (!(error instanceof InvoiceRefused)) throw error;
    console.log(error.refusals.map((refusal) => adminInvoiceRefusals[refusal].message).join('; '));
  }
};

const undo = async (importId) => {
  const imports = new UndoneImports(poolOf(dataSource), systemClock, 2);
  await transactions.run({ ...audit, reason: 'the wrong file' }, (manager) => imports.ask(manager, importId));
  await imports.undo(importId);
};

if (step === 'undo') await undo(Number(rest[0]));
else if (step === 'create') {
  const [account, ...days] = rest;
  for (let index = 0; index < days.length; index += 2) await create(Number(account), days[index], days[index + 1]);
} else {
  for (const id of rest) await billing[step](Number(id), audit);
}
await dataSource.destroy();
