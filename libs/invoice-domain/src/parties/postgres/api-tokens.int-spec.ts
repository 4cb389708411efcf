import { systemClock } from '@org/kernel';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { apiTokensContract } from '../testing/api-tokens.contract.js';
import { PostgresApiTokens } from './postgres-api-tokens.js';

apiTokensContract(async () => {
  const database = await createSampleLedger();
  await database.dataSource.query(
    `INSERT INTO managers (id, reseller_id, name, role, active)
     VALUES (101, 1, 'a', 'admin', true), (102, 1, 'b', 'sales', true), (103, 1, 'c', 'owner', false)`,
  );
  const transactions = new LedgerTransactions(database.dataSource, systemClock);
  return {
    run: (work) => transactions.run({ actor: 'test:tokens' }, (manager) => work(new PostgresApiTokens(manager))),
    close: () => database.drop(),
  };
});
