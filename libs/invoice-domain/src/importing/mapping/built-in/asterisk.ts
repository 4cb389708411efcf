export const asterisk = `
description: Asterisk's Master.csv, as cdr_csv writes it, with or without the new columns

csv:
  header: false
  names:
    [accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp, lastdata, start, answer, end, duration,
      billsec, disposition, amaflags, uniqueid, userfield]
  fields: [18, 21]

# The zone of the clocks of the machine; UTC where cdr.conf says "usegmtime=yes".
zone: UTC

columns:
  # A call that rings at several phones has a row for each, with the same uniqueid.
  id: { from: [uniqueid, dstchannel], hash: true }
  time_start: start
  is_last_cdr: true
  success: { from: disposition, lookup: { ANSWERED: true }, otherwise: false }
  # What was talked; duration counts the ringing too.
  duration: billsec
  # Without an account the call comes in, and nobody is billed for it. Another way to tell whose call it is:
  #   customer_account_id: { from: src, lookup: { "100": 928, "2*": 929 } }
  customer_account_id: accountcode
`;
