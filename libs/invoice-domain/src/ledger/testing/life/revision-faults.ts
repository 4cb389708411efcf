import type { FaultKind } from './fault-kind.js';

const kept = `INSERT INTO usage_revisions (kind, record_id, at, change, record, reason)
  VALUES ('cdrs', 1, '2026-02-01T00:00:00Z', 'voided', '{}', 'a test call')`;

/** A revision that is kept as all are, by triggers, and then what a forger does. */
const afterwards = (forged: string): string =>
  `SET LOCAL session_replication_role = origin; ${kept}; SET LOCAL session_replication_role = replica; ${forged}`;

const another =
  /^error revisions: the revisions \{\[\d+,\d+\)\} of usage are not what was kept: some are gone or another$/;

export const revisionFaults: readonly [FaultKind, ...FaultKind[]] = [
  {
    what: 'what a voided call was is gone',
    plant: afterwards('DELETE FROM usage_revisions WHERE id = (SELECT max(id) FROM usage_revisions)'),
    finds: [another],
  },
  {
    what: 'what a voided call was is another',
    plant: afterwards(
      `UPDATE usage_revisions SET record = '{"duration": 1}' WHERE id = (SELECT max(id) FROM usage_revisions)`,
    ),
    finds: [another],
  },
  {
    what: 'a revision is made up',
    plant: kept,
    finds: [/^error revisions: revision \d+ of usage was not kept by a change of usage$/],
  },
];
