export const twilio = `
description: Twilio, the call log as CSV

# Calls that are not over yet are in a later file.
leave_out:
  Status: [queued, initiated, ringing, in-progress]

# Prices are not converted: for an account in another currency, say which one.
expect:
  Price Unit: [USD, null]

columns:
  id: { from: Call Sid, hash: true }
  time_start: { from: Start Time, time: rfc2822 }
  is_last_cdr: true
  success: { from: Status, lookup: { completed: true }, otherwise: false }
  duration: { from: Duration, empty: 0 }
  # What Twilio takes, as the price of a vendor: it stands there below zero.
  vendor_duration: Duration
  vendor_price: { from: Price, sign: turned }
  # Without accounts the call comes in, and no invoice has it. To tell whose call it is:
  #   vendor_account_id: { value: 61 }
  #   customer_account_id: { from: From, lookup: { "+15550100": 928, "+1555*": 929 } }
`;
