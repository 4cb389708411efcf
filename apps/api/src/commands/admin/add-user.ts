import { text } from 'node:stream/consumers';
import { AddAdminUser, adminBillingExposures } from '@org/invoice-domain';
import { hashPassword, newSecret, PostgresAdminUserRecords } from '@org/invoice-domain/persistence';
import { aligned } from '../aligned.js';
import { note, print } from '../command.js';
import { inLedger } from './in-ledger.js';

export interface UserOptions {
  readonly allow?: readonly string[];
  readonly passwordStdin?: boolean;
  readonly json?: boolean;
}

/** The first line of standard input. */
const typedPassword = async (): Promise<string> => (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';

/** Adds a user of the admin API, whose password is made up and printed unless it comes by standard input. */
export const addUser = async (username: string, options: UserOptions): Promise<void> => {
  const { allow: allowedIps = [], passwordStdin = false, json = false } = options;
  const password = passwordStdin ? await typedPassword() : newSecret().token;
  const id = await inLedger(adminBillingExposures.manager, ({ transactions, audit }) =>
    transactions.run(audit, (manager) =>
      new AddAdminUser(new PostgresAdminUserRecords(manager), transactions.clock, hashPassword).execute({
        ...{ username, password, allowedIps },
      }),
    ),
  );
  const told = passwordStdin ? {} : { password };
  if (json) print(JSON.stringify({ id: String(id), username, ...told }));
  else {
    const columns = ['username', ...Object.keys(told)].map((head) => ({ head }));
    print(aligned([{ head: 'id', alignment: 'right' }, ...columns], [[String(id), username, ...Object.values(told)]]));
  }
  if (!passwordStdin) note('The password is shown this once: only a hash of it is kept.');
};
