import type { DataSource } from 'typeorm';
import { migrate } from '../../../schema/migrate.js';
import type { Template } from '../../../testing/test-database.js';
import { accounts } from './steps.js';

/** A sound ledger with two accounts of a reseller, on a monthly schedule, of which nothing is known yet. */
export const lifeLedger: Template = {
  name: 'life',
  madeBy: [new URL('./', import.meta.url)],
  load: async (dataSource: DataSource) => {
    await migrate(dataSource);
    await dataSource.query(`
      INSERT INTO resellers (id, name, domain, currency, time_zone, manager_name, company_name, address_line_1, address_line_2, city, country, zip)
      VALUES (1, 'Root', 'root.test', 'EUR', 'UTC', 'Ann', 'Root Ltd', 'Main 1', '', 'Kyiv', 'UA', '01001');
      INSERT INTO contractors (id, name, customer) VALUES (1, 'Customer', true);
      INSERT INTO currencies (id, name, rate) VALUES (0, 'EUR', 1);
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, invoice_period_id, next_invoice_at, next_invoice_type)
      VALUES ${accounts.map((id) => `(${id}, 'account ${id}', 1, 1, 'EUR', 'postpay', 4, '2026-03-01T00:00:00Z', 'autoFull')`).join(', ')};`);
  },
};
