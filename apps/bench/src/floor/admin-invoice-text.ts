import type { Row } from './database.js';
import { decimal, free, integer, plain, utcInstant } from './json-text.js';

export const invoiceColumns = `id, reference, state, type, starts_at, ends_at, pdf_path, odt_path, amount_spent, amount_earned,
  originated_amount_spent, originated_amount_earned, originated_calls_count, originated_successful_calls_count,
  originated_calls_duration, originated_billing_duration, originated_first_call_at, originated_last_call_at,
  terminated_amount_spent, terminated_amount_earned, terminated_calls_count, terminated_successful_calls_count,
  terminated_calls_duration, terminated_billing_duration, terminated_first_call_at, terminated_last_call_at,
  services_amount_spent, services_amount_earned, service_transactions_count, account_id`;

const states: Readonly<Record<string, string>> = { new: 'New', pending: 'Pending', approved: 'Approved' };

const types: Readonly<Record<string, string>> = {
  manual: 'Manual',
  autoFull: 'Auto Full',
  autoPartial: 'Auto Partial',
};

const links = (self: string, name: string): string =>
  `"${name}":{"links":{"self":"${self}/relationships/${name}","related":"${self}/${name}"}`;

/** @param base where the API's paths begin */
export const invoiceText = (row: Row, base: string): string => {
  const id = row[0] ?? '';
  const self = `${base}/invoices/${id}`;
  return (
    `{"id":"${id}","type":"invoices","links":{"self":"${self}"},"attributes":{"reference":${free(row[1])}` +
    `,"state":${plain(states[row[2] ?? ''])},"invoice-type":${plain(types[row[3] ?? ''])}` +
    `,"start-date":${utcInstant(row[4])},"end-date":${utcInstant(row[5])}` +
    `,"pdf-path":${free(row[6])},"odt-path":${free(row[7])}` +
    `,"amount-spent":${decimal(row[8])},"amount-earned":${decimal(row[9])}` +
    `,"originated-amount-spent":${decimal(row[10])},"originated-amount-earned":${decimal(row[11])}` +
    `,"originated-calls-count":${integer(row[12])},"originated-successful-calls-count":${integer(row[13])}` +
    `,"originated-calls-duration":${integer(row[14])},"originated-billing-duration":${integer(row[15])}` +
    `,"originated-first-call-at":${utcInstant(row[16])},"originated-last-call-at":${utcInstant(row[17])}` +
    `,"terminated-amount-spent":${decimal(row[18])},"terminated-amount-earned":${decimal(row[19])}` +
    `,"terminated-calls-count":${integer(row[20])},"terminated-successful-calls-count":${integer(row[21])}` +
    `,"terminated-calls-duration":${integer(row[22])},"terminated-billing-duration":${integer(row[23])}` +
    `,"terminated-first-call-at":${utcInstant(row[24])},"terminated-last-call-at":${utcInstant(row[25])}` +
    `,"services-amount-spent":${decimal(row[26])},"services-amount-earned":${decimal(row[27])}` +
    `,"service-transactions-count":${integer(row[28])}},"relationships":{` +
    `${links(self, 'account')},"data":{"type":"accounts","id":"${row[29] ?? ''}"}},` +
    `${links(self, 'originated-destinations')}},${links(self, 'originated-networks')}},` +
    `${links(self, 'terminated-destinations')}},${links(self, 'terminated-networks')}},` +
    `${links(self, 'service-data')}}}}`
  );
};
