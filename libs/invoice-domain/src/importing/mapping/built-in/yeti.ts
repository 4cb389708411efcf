export const yeti = `
description: Yeti, the table of calls with its own names of columns

columns:
  id: id
  time_start: time_start
  customer_account_id: customer_acc_id
  vendor_account_id: vendor_acc_id?
  is_last_cdr: is_last_cdr
  success: success?
  duration: duration
  customer_duration: customer_duration?
  vendor_duration: vendor_duration?
  customer_price: customer_price?
  vendor_price: vendor_price?
  destination_prefix: destination_prefix?
  destination_next_rate: destination_next_rate?
  destination_reverse_billing: destination_reverse_billing?
  dialpeer_prefix: dialpeer_prefix?
  dialpeer_next_rate: dialpeer_next_rate?
  dialpeer_reverse_billing: dialpeer_reverse_billing?
  dst_country_id: dst_country_id?
  dst_network_id: dst_network_id?
`;
