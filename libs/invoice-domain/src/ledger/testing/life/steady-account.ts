import { balanceBecomes } from '../../../testing/adjustments.js';
import type { LivedLedger } from './lived-ledger.js';

export const steady = 1_003;

/** SQL of a call of 1, or of another price. */
export const call = (id: number, time: string, parties = `${steady}, NULL`, values = 'true, 60, 60, 1'): string =>
  `INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, success, duration, customer_duration, customer_price, vendor_price)
   VALUES (${id}, '${time}', ${parties}, true, ${values}, 1)`;

const usage = `
INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model)
VALUES (${steady}, 'steady', 1, 1, 'EUR', 'postpay');
INSERT INTO countries (id, name, iso2) VALUES (1, 'Ukraine', 'UA');
INSERT INTO network_types (id, name) VALUES (1, 'Mobile');
INSERT INTO networks (id, name, network_type_id) VALUES (1, 'Net', 1);
SELECT cdrs_create_partitions('2025-10-01', '2026-08-31');
INSERT INTO cdrs (id, time_start, customer_account_id, vendor_account_id, is_last_cdr, success, duration, customer_duration, customer_price,
  vendor_duration, vendor_price, destination_prefix, dst_country_id, dst_network_id)
SELECT 900000 + month * 10 + n, make_timestamptz(2026, month, 10 + n, 10, 0, 0, 'UTC'), ${steady}, ${steady}, true, true, 60, 60, n + 0.5, 60, 0.25,
  '380', 1, 1 FROM generate_series(1, 7) AS month, generate_series(1, 2) AS n;
INSERT INTO transactions (account_id, amount, created_at)
SELECT ${steady}, 3, make_timestamptz(2026, month, 20, 10, 0, 0, 'UTC') FROM generate_series(1, 7) AS month;
${balanceBecomes(steady, '3')};
${balanceBecomes(steady, '2')}`;

/**
 * Opens an account that has usage in every state in 2026. January to March are on approved invoices, April and June under review, the
 * invoice of May is deleted, and July waits. Its journal began with the year. March has a correction for a call that came late into January; another one is offered.
 */
export const openSteadyAccount = async (ledger: LivedLedger): Promise<void> => {
  await ledger.rows(`SELECT set_config('ledger.at', '2026-01-01T00:00:00Z', true); ${usage}`);
  const bill = async (month: number): Promise<number> => {
    const day = (of: number): string => `2026-0${of}-01`;
    if (!(await ledger.bill(steady, day(month), day(month + 1)))) throw new Error(`month ${month} cannot be billed`);
    const [row] = await ledger.rows<{ readonly id: number }>(
      `SELECT id::integer FROM invoices WHERE account_id = $1 AND starts_at = make_timestamptz(2026, $2, 1, 0, 0, 0, 'UTC')`,
      [steady, month],
    );
    return row?.id ?? 0;
  };
  for (const month of [1, 2]) await ledger.approve(await bill(month));
  await ledger.rows(call(980_001, '2026-01-25T10:00:00Z'));
  await ledger.offerCorrections();
  await ledger.rows(
    `UPDATE corrections SET status = 'approved', approved_at = now() WHERE account_id = ${steady} AND status = 'approval_required'`,
  );
  await ledger.approve(await bill(3));
  await ledger.rows(call(980_002, '2026-01-25T11:00:00Z'));
  await ledger.offerCorrections();
  await bill(4);
  await ledger.remove(await bill(5));
  await bill(6);
};
