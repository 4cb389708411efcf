import type { Cdr } from './cdr.js';
import { optional, required, type UsageColumn, type UsageTable } from '../importing/usage-table.js';

/** Every column of `cdrs`, by the property it is in the model. Aliases are the spellings of Yeti's own CDR tables. */
export const cdrColumns = {
  id: required('id', 'key'),
  timeStart: required('time_start', 'instant'),
  customerAccountId: optional('customer_account_id', 'reference', {
    aliases: ['customer_acc_id'],
    refersTo: 'accounts',
  }),
  vendorAccountId: optional('vendor_account_id', 'reference', { aliases: ['vendor_acc_id'], refersTo: 'accounts' }),
  isLastCdr: required('is_last_cdr', 'flag'),
  success: optional('success', 'flag'),
  duration: required('duration', 'duration'),
  customerDuration: optional('customer_duration', 'duration'),
  vendorDuration: optional('vendor_duration', 'duration'),
  customerPrice: optional('customer_price', 'price'),
  vendorPrice: optional('vendor_price', 'price'),
  destinationPrefix: optional('destination_prefix', 'text'),
  destinationNextRate: optional('destination_next_rate', 'rate'),
  destinationReverseBilling: optional('destination_reverse_billing', 'flag'),
  dialpeerPrefix: optional('dialpeer_prefix', 'text'),
  dialpeerNextRate: optional('dialpeer_next_rate', 'rate'),
  dialpeerReverseBilling: optional('dialpeer_reverse_billing', 'flag'),
  dstCountryId: optional('dst_country_id', 'reference', { aliases: ['country_id'], refersTo: 'countries' }),
  dstNetworkId: optional('dst_network_id', 'reference', { aliases: ['network_id'], refersTo: 'networks' }),
} as const satisfies Readonly<Record<keyof Cdr, UsageColumn>>;

export const cdrTable: UsageTable<'cdrs'> = {
  name: 'cdrs',
  columns: Object.values(cdrColumns),
  key: ['id', 'time_start'],
  owed: { price: cdrColumns.customerPrice.name, by: cdrColumns.customerAccountId.name },
  summed: cdrColumns.customerPrice.name,
  row: 'call',
  rows: 'calls',
  batches: 'cdr-batches',
};
