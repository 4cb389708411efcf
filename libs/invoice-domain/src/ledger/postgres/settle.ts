import type { ClientBase } from 'pg';
import { chargeIntake } from '../../subscription-billing/postgres/imports/charges.js';
import { correctionIntake } from '../../subscription-billing/postgres/imports/corrections.js';
import { paymentIntake } from '../../subscription-billing/postgres/imports/payments.js';
import { settleCommerce } from '../../subscription-billing/postgres/imports/settle-commerce.js';
import { subscriptionIntake } from '../../subscription-billing/postgres/imports/subscriptions.js';
import { taxIntake } from '../../subscription-billing/postgres/imports/taxes.js';
import { cdrTable } from '../../usage/cdr-columns.js';
import type { Outcome } from '../../importing/outcome.js';
import { settleUsage } from '../../usage/postgres/settle-usage.js';
import type { Stage } from '../../importing/postgres/stage.js';
import { transactionTable } from '../../usage/transaction-columns.js';
import type { TableName, UsageTable } from '../../importing/usage-table.js';

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
