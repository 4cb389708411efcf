import type { DataSource } from 'typeorm';
import { migrate } from '../../../schema/migrate.js';
import type { Template } from '../../../testing/test-database.js';
import { accounts } from './steps.js';

/** The reseller of an account. */
export const resellerOf = (account: number): number => (account === 3 ? 2 : 1);

/** External key of the subscription of an account that is paid so. */
export const subscriptionOf = (account: number, model: 'postpay' | 'prepay'): string => `${account}-${model}`;

export const daysToPay = 10;

/** Resellers, accounts and subscriptions, of which nothing is billed yet. */
export const commerceWorld: Template = {
  name: 'commerce_life',
  madeBy: [new URL('./', import.meta.url)],
  load: async (dataSource: DataSource) => {
    await migrate(dataSource);
    await dataSource.query(`
      INSERT INTO resellers (id, name, domain, currency, time_zone, manager_name, company_name, address_line_1, address_line_2, city, country, zip,
        externally_invoiced, settles_from_credit)
      VALUES (1, 'Own', 'own.test', 'EUR', 'UTC', 'Ann', 'Own Ltd', 'Main 1', '', 'Kyiv', 'UA', '01001', false, true),
        (2, 'External', 'external.test', 'EUR', 'UTC', 'Bob', 'External Inc', 'High 2', '', 'Boston', 'US', '02101', true, false);
      INSERT INTO contractors (id, name, customer) VALUES (1, 'Customer', true);
      INSERT INTO currencies (id, name, rate) VALUES (0, 'EUR', 1);
      INSERT INTO account_classes (id, name, days_to_pay) VALUES (1, 'Standard', ${daysToPay});
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, account_class_id)
      VALUES ${accounts
        .map((id) => `(${id}, 'account ${id}', 1, ${resellerOf(id)}, 'EUR', '${id === 2 ? 'prepay' : 'postpay'}', 1)`)
        .join(', ')};
      INSERT INTO subscriptions (account_id, reseller_id, plan_id, name, status, start_date, payment_model, external_key)
      SELECT account.id, account.reseller_id, 1, 'Plan', 'active', '2026-01-01', model, account.id || '-' || model
      FROM accounts account, unnest('{postpay,prepay}'::text[]) AS model ORDER BY account.id, model;`);
  },
};
