import { adminDialect, isFailure, type AuditContext } from '@org/invoice-domain';
import { LedgerTransactions } from '@org/invoice-domain/persistence';
import { refusalOf, RequestProblem, type Exposure } from '@org/json-api';
import { systemClock, ZoneOffsets } from '@org/kernel';
import type { DataSource } from 'typeorm';
import type { AppConfig } from '../../config/app-config.js';
import { adminApi } from '../../http/api.js';
import { problemsOfFailure, type Problems } from '../../http/problems-of-failure.js';
import { withDatabase } from '../with-database.js';

/** Links of documents begin with the path alone: a command has no host. */
export const context = { base: adminApi.prefix, zone: new ZoneOffsets('UTC') };

/** The ledger for one command. */
export interface Ledger {
  readonly dataSource: DataSource;
  readonly transactions: LedgerTransactions;
  readonly config: AppConfig;
  readonly audit: AuditContext;
}

/** The admin API's words for what went wrong, one line for each error. */
const sentencesOf = (problems: Problems): string => {
  const { errors } = JSON.parse(refusalOf(adminDialect, problems).body) as {
    readonly errors: readonly { readonly detail: string }[];
  };
  return errors.map(({ detail }) => detail).join('\n');
};

/** @throws Error in the words of the admin API where it would refuse: nothing is changed then */
export const inLedger = async <Result>(
  exposure: Exposure,
  work: (ledger: Ledger) => Promise<Result>,
  reason?: string,
): Promise<Result> => {
  try {
    return await withDatabase(({ dataSource }, config) =>
      work({
        dataSource,
        config,
        transactions: new LedgerTransactions(dataSource, systemClock),
        audit: { actor: 'command:admin', ...(reason !== undefined && { reason }) },
      }),
    );
  } catch (error) {
    if (isFailure(error)) throw new Error(sentencesOf(problemsOfFailure(error, { exposure })), { cause: error });
    if (error instanceof RequestProblem) throw new Error(sentencesOf(error.problems), { cause: error });
    throw error;
  }
};
