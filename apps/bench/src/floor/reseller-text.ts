import type { ZoneOffsets } from '@org/kernel';
import type { Cell, Row } from './database.js';
import { decimal, flag, free, idsOf, integer, plain, zonedInstant } from './json-text.js';

const toOne = (name: string, type: string, id: Cell): string =>
  id == null ? `"${name}":{"data":null}` : `"${name}":{"data":{"id":"${id}","type":"${type}"}}`;

const toMany = (name: string, ids: Cell): string =>
  `"${name}":{"data":[${idsOf(ids)
    .map((id) => `{"id":"${id}","type":"${name}"}`)
    .join(',')}]}`;

/** The beginning that all of the reseller API's objects share: id, type and the two timestamps. */
const start = (type: string, row: Row, zone: ZoneOffsets): string =>
  `{"id":"${row[0] ?? ''}","type":"${type}","attributes":{"created_at":${zonedInstant(row[1], zone)}` +
  `,"updated_at":${zonedInstant(row[2], zone)}`;

export const invoiceText = (row: Row, zone: ZoneOffsets): string =>
  `${start('invoices', row, zone)},"document_id":${free(row[3])},"status":"${row[4] === 'approved' ? 'closed' : 'open'}"` +
  `,"total":${decimal(row[5])},"account_id":${integer(row[6])},"from_date":${plain(row[7])},"to_date":${plain(row[8])}` +
  `,"payment_model":${plain(row[9])},"approved":"${flag(row[10])}"},"relationships":{` +
  `${toMany('subscriptions', row[11])},${toMany('payments', row[12])},${toMany('charges', row[13])}` +
  `,${toMany('corrections', row[14])},${toMany('taxes', row[15])}}}`;

export const subscriptionText = (row: Row, zone: ZoneOffsets): string =>
  `${start('subscriptions', row, zone)},"plan_id":${integer(row[3])},"account_id":${integer(row[4])}` +
  `,"name":${free(row[5])},"trial":${flag(row[6])},"status":${plain(row[7])},"start_date":${plain(row[8])}` +
  `,"expiration_date":${plain(row[9])},"payment_model":${plain(row[10])}}}`;

export const paymentText = (row: Row, zone: ZoneOffsets): string =>
  `${start('payments', row, zone)},"account_id":${integer(row[3])},"discount_amount":${decimal(row[4])}` +
  `,"total":${decimal(row[5])},"amount_paid_from_balance":${decimal(row[6])},"initial_total":${decimal(row[7])}` +
  `,"currency_code":${free(row[8])},"comment":${free(row[9])},"status":${plain(row[10])},"document_id":${free(row[11])}` +
  `,"expiration_date":${plain(row[12])},"closed_at":${zonedInstant(row[13], zone)},"external_total":${decimal(row[14])}` +
  `,"external_currency_code":${free(row[15])}},"relationships":{` +
  `${toOne('account', 'accounts', row[3])},${toOne('reseller', 'resellers', row[16])}}}`;

export const chargeText = (row: Row, zone: ZoneOffsets): string =>
  `${start('charges', row, zone)},"subscription_id":${integer(row[3])},"subscription_resource_id":${integer(row[4])}` +
  `,"quantity":${decimal(row[5])},"operate_from":${plain(row[6])},"duration":${decimal(row[7])}` +
  `,"operate_to":${plain(row[8])},"description":${free(row[9])},"unit_price":${decimal(row[10])}` +
  `,"amount":${decimal(row[11])},"status":${plain(row[12])},"type":${free(row[13])},"close_date":${plain(row[14])}` +
  `,"discount_amount":${decimal(row[15])},"taxes_amount":${decimal(row[16])},"name":${free(row[17])}},"relationships":{` +
  `${toOne('account', 'accounts', row[18])},${toOne('subscription', 'subscriptions', row[3])}` +
  `,${toOne('invoice', 'invoices', row[19])}}}`;

export const correctionText = (row: Row, zone: ZoneOffsets): string =>
  `${start('corrections', row, zone)},"account_id":${integer(row[3])},"subscription_id":${integer(row[4])}` +
  `,"status":${plain(row[5])},"total":${decimal(row[6])},"comment":${free(row[7])},"period_from":${plain(row[8])}` +
  `,"period_to":${plain(row[9])},"include_in_invoice":${flag(row[10])}},"relationships":{` +
  `${toOne('account', 'accounts', row[3])},${toOne('subscription', 'subscriptions', row[4])}` +
  `,${toOne('invoice', 'invoices', row[11])}}}`;

export const taxText = (row: Row, zone: ZoneOffsets): string =>
  `${start('taxes', row, zone)},"charge_id":${integer(row[3])},"name":${free(row[4])},"description":${free(row[5])}` +
  `,"value":${decimal(row[6])}},"relationships":{${toOne('charge', 'charges', row[3])}}}`;
