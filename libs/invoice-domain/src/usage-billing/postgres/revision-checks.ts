import type { Check } from './check.js';

const advice = 'compare them with a backup: nobody but a superuser can have changed them';

/** Usage as it was before it was changed, against the seals of the statements that kept it. */
export const revisionChecks: readonly Check[] = [
  {
    name: 'revisions',
    sql: `SELECT format('the revisions %s of usage are not what was kept: some are gone or another', seal.revision_ids) AS message,
        '${advice}' AS advice
      FROM usage_revision_seals seal WHERE usage_revisions_seal(seal.revision_ids) <> seal.seal ORDER BY seal.id`,
  },
  {
    name: 'revisions',
    sql: `SELECT format('revision %s of usage was not kept by a change of usage', revision.id) AS message, '${advice}' AS advice
      FROM usage_revisions revision CROSS JOIN (SELECT range_agg(part) AS ids FROM usage_revision_seals, unnest(revision_ids) AS part) sealed
      WHERE NOT coalesce(revision.id <@ sealed.ids, false) ORDER BY revision.id`,
  },
];
