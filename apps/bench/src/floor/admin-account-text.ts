import type { Row } from './database.js';
import { decimal, free, integer, integers, plain } from './json-text.js';

export const accountColumns = `id, name, balance, min_balance, max_balance, vat, balance_low_threshold, balance_high_threshold,
  send_balance_notifications_to, destination_rate_limit, max_call_duration, external_id, uuid, origination_capacity,
  termination_capacity, total_capacity, send_invoices_to, invoice_period_id, time_zone, contractor_id, invoice_template_id`;

const toOne = (self: string, name: string, type: string, id: string | null | undefined): string =>
  `"${name}":{"links":{"self":"${self}/relationships/${name}","related":"${self}/${name}"},"data":` +
  (id == null ? 'null}' : `{"type":"${type}","id":"${id}"}}`);

export const accountText = (row: Row, base: string): string => {
  const id = row[0] ?? '';
  const self = `${base}/accounts/${id}`;
  return (
    `{"id":"${id}","type":"accounts","links":{"self":"${self}"},"attributes":{"name":${free(row[1])}` +
    `,"balance":${decimal(row[2])},"min-balance":${decimal(row[3])},"max-balance":${decimal(row[4])}` +
    `,"vat":${decimal(row[5])},"balance-low-threshold":${decimal(row[6])}` +
    `,"balance-high-threshold":${decimal(row[7])},"send-balance-notifications-to":${integers(row[8])}` +
    `,"destination-rate-limit":${decimal(row[9])},"max-call-duration":${integer(row[10])}` +
    `,"external-id":${integer(row[11])},"uuid":${plain(row[12])},"origination-capacity":${integer(row[13])}` +
    `,"termination-capacity":${integer(row[14])},"total-capacity":${integer(row[15])}` +
    `,"send-invoices-to":${integers(row[16])},"invoice-period-id":${integer(row[17])}` +
    `,"timezone":${free(row[18])}},"relationships":{` +
    `${toOne(self, 'contractor', 'contractors', row[19])},` +
    `${toOne(self, 'invoice-template', 'invoice-templates', row[20])}}}`
  );
};
