import type { TimeZone } from '@org/kernel';
import type { ResellerId } from '../../model/ids.js';
import type { Statement } from '../../reading/postgres/plan.js';
import type { StatementRunner } from '../../reading/postgres/statement-runner.js';

/** A reseller that a caller may look into. */
export interface AccessibleReseller {
  readonly id: ResellerId;
  /** The zone its timestamps are shown in; null: the platform's. */
  readonly timeZone: TimeZone | null;
}

const withinSubtree: Statement = {
  name: 'reseller_within_subtree',
  text: `WITH RECURSIVE upward AS (
      SELECT id, parent_id FROM resellers WHERE id = $1::bigint
      UNION
      SELECT parent.id, parent.parent_id FROM resellers parent JOIN upward ON parent.id = upward.parent_id
    )
    SELECT id, time_zone FROM resellers
    WHERE id = $1::bigint AND EXISTS (SELECT FROM upward WHERE upward.id = $2::bigint)`,
};

/** The tree of resellers. */
export class Resellers {
  constructor(private readonly runner: StatementRunner) {}

  /** @returns undefined when the reseller does not exist or is neither `own` nor below it: the two are told apart nowhere */
  async findWithin(own: ResellerId, id: string): Promise<AccessibleReseller | undefined> {
    if (!/^\d{1,18}$/.test(id)) return undefined;
    const [row] = await this.runner.rows(withinSubtree, [id, String(own)]);
    return row && { id: Number(row[0]) as ResellerId, timeZone: row[1] ?? null };
  }
}
