export const cucm = `
description: Cisco Unified Communications Manager, the CDR flat files

# The line of types below the header, the headers of further files below it, and records of other sorts.
leave_out:
  cdrRecordType: [INTEGER, cdrRecordType, 0, 2]

columns:
  id:
    from: [globalCallID_callManagerId, globalCallID_callId, globalCallId_ClusterID?, pkid?]
    hash: true
  time_start: { from: dateTimeOrigination, time: epoch_seconds }
  is_last_cdr: true
  # A call that nobody took has connected at 0.
  success: { from: dateTimeConnect, lookup: { 0: false }, otherwise: true, empty: false }
  duration: duration
  # Without an account the call comes in, and nobody is billed for it. To tell whose call it is:
  #   customer_account_id: { from: callingPartyNumber, lookup: { "+4912345678": 928, "+49*": 929 } }
`;
