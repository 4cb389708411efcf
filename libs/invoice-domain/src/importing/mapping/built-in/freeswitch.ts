const columns = `
# The zone of the clocks of the machine.
zone: UTC

columns:
  id: { from: uuid, hash: true }
  time_start: start
  is_last_cdr: true
  success: { from: hangup_cause, lookup: { NORMAL_CLEARING: true }, otherwise: false }
  # What was talked; duration counts the ringing too.
  duration: billsec
  customer_account_id: accountcode
`;

export const freeswitch = `
description: FreeSWITCH's mod_cdr_csv with the template "example", which is the default

csv:
  header: false
  names:
    [caller_id_name, caller_id_number, destination_number, context, start, answer, end, duration, billsec,
      hangup_cause, uuid, bleg_uuid, accountcode, read_codec, write_codec]
  fields: 15
${columns}`;

export const freeswitchLegacy = `
description: FreeSWITCH's mod_cdr_csv with the template "asterisk", the default of old

csv:
  header: false
  # The name of the caller stands there with quotes around it, within quotes.
  quotes: unescaped
  names:
    [accountcode, caller_id_number, destination_number, context, caller_id, channel_name, bridge_channel, last_app,
      last_arg, start, answer, end, duration, billsec, hangup_cause, amaflags, uuid, userfield]
  fields: 18
${columns}`;
