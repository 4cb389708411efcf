import { balanceBecomes } from '../../testing/adjustments.js';
import type { InvoiceSketch } from './subscription-world.js';

const nullable = (value: string | number | null): string => (value === null ? 'NULL' : `'${value}'`);

/** Statements that make what a sketch says, as billing would; everything of the invoice has its id. */
export const issuedSql = (id: number, sketch: InvoiceSketch): string => {
  const { resellerId = 1, paymentModel = 'postpay', state = 'approved', total = '100' } = sketch;
  const { payment = 'waiting_for_payment', dueDate = null, daysToPay = null, paidFromBalance = '0' } = sketch;
  const { subscription = 'active', charge = 'closed', account = id } = sketch;
  const isCredit = total.startsWith('-');
  const charged = isCredit ? '0' : total;
  const ownClass = `INSERT INTO account_classes (id, name, days_to_pay) VALUES (${id}, 'class ${id}', ${String(daysToPay)});`;
  const ownAccount = `${daysToPay === null ? '' : ownClass}
    INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, time_zone, payment_model, balance, account_class_id)
    VALUES (${id}, 'account ${id}', 1, ${resellerId}, 'EUR', 'UTC', '${paymentModel}', -(${total}), ${daysToPay === null ? 'NULL' : id});
    INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, payment_model)
    VALUES (${id}, ${id}, ${resellerId}, 1, 'Mail', '${subscription}', '${paymentModel}');`;
  const ownPayment = `
    INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total, expiration_date,
      amount_paid_from_balance)
    VALUES (${id}, ${account}, ${resellerId}, 'P${id}', '${String(payment)}', 'EUR', ${total}, ${total}, ${nullable(dueDate)}, ${paidFromBalance});
    INSERT INTO invoice_payments (account_id, invoice_id, payment_id) VALUES (${account}, ${id}, ${id});`;
  const ownCorrection = `
    INSERT INTO corrections (id, account_id, reseller_id, invoice_id, subscription_id, status, total, include_in_invoice, approved_at)
    VALUES (${id}, ${account}, ${resellerId}, ${id}, ${account}, 'approved', ${total}, true, '2026-01-20');`;
  const debit = balanceBecomes(account, `balance - (${total})`);
  return `${account === id ? ownAccount : `${debit};`}
    INSERT INTO invoices (id, reference, account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model,
      starts_at, ends_at, from_date, to_date)
    VALUES (${id}, 'INV-${id}', ${account}, ${resellerId}, 'commerce', ${account === id ? 1 : 2}, 'new', 'autoFull', 'EUR', 'UTC', '${paymentModel}',
      '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-01', '2026-02-01');
    INSERT INTO charges (id, account_id, reseller_id, invoice_id, subscription_id, name, description, type, status,
      quantity, duration, operate_from, operate_to, unit_price, amount, close_date)
    VALUES (${id}, ${account}, ${resellerId}, ${id}, ${account}, 'Mail', 'Mail', 'Charge::Renew', '${charge}', 1, 1, '2026-01-01', '2026-02-01',
      ${charged}, ${charged}, '2026-01-31');
    ${isCredit ? ownCorrection : ''}
    INSERT INTO invoice_subscriptions (account_id, invoice_id, subscription_id) VALUES (${account}, ${id}, ${account});
    UPDATE invoices SET state = 'pending', charges_amount = ${charged}, corrections_amount = ${isCredit ? total : '0'}, total = ${total} WHERE id = ${id};
    UPDATE invoices SET state = '${state}' WHERE id = ${id};
    ${payment === null ? '' : ownPayment}`;
};
