import { mayMigrate, renewRights } from '@org/invoice-domain/persistence';
import { makeQueues } from '../../billing/prepare-jobs.js';
import { print } from '../command.js';
import { withDatabase } from '../with-database.js';

/** Migrates the database that the configuration names. */
export const migrateLedger = (json: boolean): Promise<void> =>
  withDatabase(async ({ dataSource, url, migrations }) => {
    if (await mayMigrate(dataSource)) {
      await makeQueues(dataSource, url);
      await renewRights(dataSource);
    }
    if (json) print(JSON.stringify({ migrations }));
    else print(migrations.length === 0 ? 'The database was up to date.' : migrations.join('\n'));
  });
