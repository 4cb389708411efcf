import type { ClientBase } from 'pg';
import { chargeIntake } from './commerce/charges.js';
import { correctionIntake } from './commerce/corrections.js';
import { paymentIntake } from './commerce/payments.js';
import { settleCommerce } from './commerce/settle-commerce.js';
import { subscriptionIntake } from './commerce/subscriptions.js';
import { taxIntake } from './commerce/taxes.js';
import { cdrTable } from './cdr-columns.js';
import type { Outcome } from './outcome.js';
import { settleUsage } from './settle-usage.js';
import type { Stage } from './stage.js';
import { transactionTable } from './transaction-columns.js';
import type { TableName, UsageTable } from './usage-table.js';

type Settle = (client: ClientBase, stage: Stage) => Promise<Outcome>;

const settles: Readonly<Record<TableName, Settle>> = {
  cdrs: (client, stage) => settleUsage(client, cdrTable, stage),
  transactions: (client, stage) => settleUsage(client, transactionTable, stage),
  subscriptions: (client, stage) => settleCommerce(client, subscriptionIntake, stage),
  charges: (client, stage) => settleCommerce(client, chargeIntake, stage),
  taxes: (client, stage) => settleCommerce(client, taxIntake, stage),
  corrections: (client, stage) => settleCommerce(client, correctionIntake, stage),
  payments: (client, stage) => settleCommerce(client, paymentIntake, stage),
};

/** Brings what is staged into its table, within the caller's transaction: what is there already stays as it is. */
export const settle = async (client: ClientBase, { name }: UsageTable, stage: Stage): Promise<Outcome> =>
  stage.rows === 0 ? { added: 0, alreadyThere: 0, refusals: [] } : settles[name](client, stage);
