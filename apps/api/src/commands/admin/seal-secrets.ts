import { adminBillingExposures } from '@org/invoice-domain';
import { sealAnew, SecretBox } from '@org/invoice-domain/persistence';
import { aligned } from '../aligned.js';
import { note, print } from '../command.js';
import { inLedger } from './in-ledger.js';

/** Seals every secret of the database with the first of `SECRET_KEYS`, and says how many there are. */
export const sealSecrets = (json: boolean): Promise<void> =>
  inLedger(adminBillingExposures.adminUser, async ({ config, transactions, audit }) => {
    const box = new SecretBox({ keys: config.secretKeys ?? [], shows: false });
    if (!box.canSeal) throw new Error('There is no key to seal with: SECRET_KEYS lists none.');
    const columns = await transactions.run({ ...audit, reason: 'sealed anew' }, (manager) => sealAnew(manager, box));
    if (json) print(JSON.stringify(columns));
    else {
      const heads = [{ head: 'table' }, { head: 'column' }, { head: 'secrets' }, { head: 'sealed' }] as const;
      print(
        aligned(
          heads,
          columns.map(({ table, column, secrets, sealed }) => [table, column, String(secrets), String(sealed)]),
        ),
      );
    }
    note('Keys that SECRET_KEYS lists after the first are not needed any more, but for a backup.');
  });
