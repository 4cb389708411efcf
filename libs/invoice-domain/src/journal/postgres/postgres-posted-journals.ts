import { Decimal, type TimeZone } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountId } from '../../model/ids.js';
import type { Scope } from '../../model/scope.js';
import { resellerIn } from '../../writing/postgres/in-scope.js';
import type { PostingKind } from '../posting.js';
import type { PostedJournals } from '../show-statement.js';
import type { PostedFigures, StatementPeriod } from '../statement.js';

/** An id that a request names may be beyond the integers of the column, so it is bound as a wider one. */
const zone = `
SELECT time_zone AS zone FROM accounts WHERE id = $1::bigint AND ($2::integer IS NULL OR reseller_id = $2)`;

/** Postings from the beginning of the period on: a row for each kind within it, and one without a kind for all that follows. */
const figures = `
SELECT account.currency, trim_scale(account.balance)::text AS balance, posted.kind, posted.count, posted.credits, posted.debits
FROM accounts account LEFT JOIN LATERAL (
  SELECT CASE WHEN booked_at < $3::timestamptz THEN kind END AS kind, count(*)::integer AS count,
    trim_scale(coalesce(sum(amount) FILTER (WHERE amount > 0), 0))::text AS credits,
    trim_scale(coalesce(sum(amount) FILTER (WHERE amount < 0), 0))::text AS debits
  FROM postings WHERE account_id = account.id AND booked_at >= $2::timestamptz GROUP BY 1
) posted ON true
WHERE account.id = $1::integer ORDER BY posted.kind`;

interface Row {
  readonly currency: string;
  readonly balance: string;
  readonly kind: PostingKind | null;
  /** Null where nothing was posted from the beginning of the period on. */
  readonly count: number | null;
  readonly credits: string;
  readonly debits: string;
}

export class PostgresPostedJournals implements PostedJournals {
  constructor(
    private readonly scope: Scope,
    private readonly manager: EntityManager,
  ) {}

  async zoneOf(id: AccountId): Promise<TimeZone | undefined> {
    const [found]: readonly { readonly zone: TimeZone }[] = await this.manager.query(zone, [
      id,
      resellerIn(this.scope),
    ]);
    return found?.zone;
  }

  async figures(id: AccountId, { startsAt, endsAt }: StatementPeriod): Promise<PostedFigures> {
    const bound = [id, startsAt.toString(), endsAt.toString()];
    const rows: readonly Row[] = await this.manager.query(figures, bound);
    const [{ currency, balance } = { currency: '', balance: '0' }] = rows;
    const sums = rows.flatMap(({ kind, count, credits, debits }) =>
      count === null ? [] : [{ kind, count, credits: Decimal.of(credits), debits: Decimal.of(debits) }],
    );
    return {
      currency,
      balance: Decimal.of(balance),
      after: Decimal.sum(sums.flatMap((one) => (one.kind === null ? [one.credits, one.debits] : []))),
      sums: sums.flatMap(({ kind, ...one }) => (kind === null ? [] : [{ kind, ...one }])),
    };
  }
}
