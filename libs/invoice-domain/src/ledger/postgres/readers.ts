import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Pool } from 'pg';
import {
  adminRegistry,
  resellerRegistry,
  type adminBillingExposures,
  type adminExposures,
  type resellerExposures,
} from '../index.js';
import { RecordDocuments } from '../../writing/postgres/record-documents.js';
import { LedgerReader } from '../../reading/postgres/ledger-reader.js';
import * as stored from './stored.generated.js';
import { tableOf, type Computed, type Table } from '../../reading/postgres/schema-map.js';
import { balanceDue, chargeDue, invoiceDue } from '../../subscription-billing/postgres/amounts-due.js';
import { ReadSessions } from '../../reading/postgres/read-sessions.js';
import { noSecrets, type SecretBox } from '../../writing/postgres/secret-box.js';
import { StatementRunner } from '../../reading/postgres/statement-runner.js';

type ResourceName =
  keyof typeof adminBillingExposures | keyof typeof adminExposures | keyof typeof resellerExposures | 'externalInvoice';

/** Entity of each resource, by default the one of its name; a resource without one does not compile. */
export const entityOf = {
  ...stored,
  accountTerms: stored.account,
  invoiceTotal: stored.invoice,
  resellerAccount: stored.account,
  resellerTerms: stored.reseller,
} as const satisfies Record<ResourceName, EntityTarget<ObjectLiteral>>;

/** Properties of resources that no column of their table has. */
export const computedOf: Readonly<Record<string, Computed>> = {
  invoice: { amountDue: invoiceDue },
  charge: { amountDue: chargeDue },
  account: { balanceDue },
};

export interface Readers {
  readonly runner: StatementRunner;
  readonly admin: LedgerReader<'everything'>;
  readonly reseller: LedgerReader<'reseller' | 'below-reseller'>;
  readonly documents: RecordDocuments;
}

/**
 * The readers of both APIs.
 * @param dataSource connected
 * @param pool whose connections they read over: the data source's own unless said otherwise
 * @param secrets opens what is sealed; without it every secret is masked
 */
export const createReaders = (
  dataSource: DataSource,
  pool: Pool = poolOf(dataSource),
  secrets: SecretBox = noSecrets,
): Readers => {
  const runner = new StatementRunner(pool);
  const sessions = new ReadSessions(pool, runner);
  const tables = new Map<string, Table>(
    Object.entries<EntityTarget<ObjectLiteral>>(entityOf).map(([name, entity]) => [
      name,
      tableOf(dataSource, entity, computedOf[name]),
    ]),
  );
  const find = (resource: string): Table => {
    const table = tables.get(resource);
    if (table === undefined) throw new Error(`${resource} is stored nowhere`);
    return table;
  };
  return {
    runner,
    admin: new LedgerReader(sessions, find, adminRegistry, 'everything', (stored) => secrets.reveal(stored)),
    reseller: new LedgerReader<'reseller' | 'below-reseller'>(sessions, find, resellerRegistry, 'reseller'),
    documents: new RecordDocuments(find, [adminRegistry, resellerRegistry], secrets),
  };
};

/** TypeORM types its pool as anything; with PostgreSQL it is a pool of `pg`. */
export const poolOf = (dataSource: DataSource): Pool =>
  (dataSource.driver as unknown as { readonly master: Pool }).master;
