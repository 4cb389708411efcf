import { closedStatus } from '../charge-lifecycle.js';

/** $1: charges that are paid, $2: the moment that each was paid at, or null for now. They close on that day in the zone of their reseller. */
export const closeCharges = `
UPDATE charges SET status = '${closedStatus}', updated_at = ledger_at(),
  close_date = (coalesce(paid.at, ledger_at()) AT TIME ZONE coalesce(reseller.time_zone, 'UTC'))::date
FROM unnest($1::bigint[], $2::timestamptz[]) AS paid (id, at), resellers reseller
WHERE charges.id = paid.id AND reseller.id = charges.reseller_id AND charges.status <> '${closedStatus}'`;
