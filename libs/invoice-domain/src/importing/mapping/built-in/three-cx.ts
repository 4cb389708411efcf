export const threeCx = `
description: 3CX, the CDR files, with all fields in the order in which 3CX offers them

csv:
  header: false
  names:
    [historyid, callid, duration, time-start, time-answered, time-end, reason-terminated, from-no, to-no, from-dn, to-dn,
      dial-no, reason-changed, final-number, final-dn, bill-code, bill-rate, bill-cost, bill-name, chain]
  # Some versions write a comma behind the last field.
  fields: [20, 21]

# The zone of the clocks of the machine.
zone: UTC

columns:
  id: { from: [historyid, callid], hash: true }
  time_start: { from: time-start, time: YYYY/MM/DD HH:mm:ss }
  is_last_cdr: true
  success: { from: time-answered, lookup: {}, otherwise: true, empty: false }
  duration: { from: duration, duration: clock }
  customer_duration: { from: duration, duration: clock }
  customer_price: bill-cost
  # Without an account the call comes in, and nobody is billed for it. To tell whose call it is:
  #   customer_account_id: { from: from-dn, lookup: { Ext.100: 928, "Ext.2*": 929 } }
`;
