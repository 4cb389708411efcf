import type { EntityManager } from 'typeorm';
import { statementsOf } from '../../writing/postgres/statements.js';
import type { Journal, NewPosting } from '../posting.js';
import { post } from './post.js';

const postAll = post(`
  SELECT * FROM unnest($1::integer[], $2::numeric[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[])
    AS entry (account_id, amount, kind, cause_type, cause_id, booked_at)`);

export class PostgresJournal implements Journal {
  constructor(private readonly manager: EntityManager) {}

  async post(...postings: readonly NewPosting[]): Promise<void> {
    await statementsOf(this.manager)(postAll, [
      postings.map(({ accountId }) => accountId),
      postings.map(({ amount }) => amount.toString()),
      postings.map(({ kind }) => kind),
      postings.map(({ causeType }) => causeType),
      postings.map(({ causeId }) => causeId),
      postings.map(({ bookedAt }) => bookedAt?.toString() ?? null),
    ]);
  }
}
