import { text } from 'node:stream/consumers';
import {
  AddAdminUser,
  adminBillingExposures,
  adminUserIdOf,
  ChangePassword,
  EndTokens,
  everything,
  RemoveSecondFactor,
  type AdminRole,
  type AdminUserId,
} from '@org/invoice-domain';
import { createReaders, hashPassword, newSecret, PostgresAdminUserRecords } from '@org/invoice-domain/persistence';
import { aligned } from '../aligned.js';
import { note, print } from '../command.js';
import { context, inLedger } from './in-ledger.js';
import { showRecords } from './show-records.js';

const exposure = adminBillingExposures.adminUser;

export interface PasswordOptions {
  readonly passwordStdin?: boolean;
  readonly json?: boolean;
}

export interface UserOptions extends PasswordOptions {
  readonly role: AdminRole;
  readonly allow?: readonly string[];
}

/** The first line of standard input. */
const typedPassword = async (): Promise<string> => (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';

const passwordOf = async ({ passwordStdin = false }: PasswordOptions): Promise<string> =>
  passwordStdin ? typedPassword() : newSecret().token;

/** Prints a user and, where it was made up, the password, which nobody is told again. */
const tell = (user: Readonly<Record<string, string>>, password: string, options: PasswordOptions): void => {
  const { passwordStdin = false, json = false } = options;
  const told = { ...user, ...(!passwordStdin && { password }) };
  if (json) print(JSON.stringify(told));
  else {
    const columns = Object.keys(told).map((head) => ({ head, ...(head === 'id' && { alignment: 'right' as const }) }));
    print(aligned(columns, [Object.values(told)]));
  }
  if (!passwordStdin) note('The password is shown this once: only a hash of it is kept.');
};

/** Adds a user of the admin API, whose password is made up and printed unless it comes by standard input. */
export const addUser = async (username: string, options: UserOptions): Promise<void> => {
  const { allow: allowedIps = [], role } = options;
  const password = await passwordOf(options);
  const id = await inLedger(exposure, ({ transactions, audit }) =>
    transactions.run(audit, (manager) =>
      new AddAdminUser(new PostgresAdminUserRecords(manager), transactions.clock, hashPassword).execute(
        { values: { username, role, allowedIps }, faults: [] },
        password,
      ),
    ),
  );
  tell({ id: String(id), username }, password, options);
};

/** Gives a user another password, which ends all its tokens. */
export const resetPassword = async (id: string, options: PasswordOptions): Promise<void> => {
  const password = await passwordOf(options);
  await inLedger(exposure, ({ dataSource, transactions, audit }) =>
    transactions.run(audit, async (manager) => {
      await createReaders(dataSource).documents.locked(manager, everything, exposure, id, context);
      await new ChangePassword(new PostgresAdminUserRecords(manager), hashPassword).execute(
        adminUserIdOf(Number(id)),
        password,
      );
    }),
  );
  tell({ id }, password, options);
};

/** Changes of a user. */
type Change = (users: PostgresAdminUserRecords, id: AdminUserId) => Promise<void>;

/** Changes a user, and prints it as it is now. */
const changed = (id: string, { json, reason }: ChangeOptions, change: Change): Promise<void> =>
  inLedger(
    exposure,
    async ({ dataSource, transactions, audit }) => {
      const { documents } = createReaders(dataSource);
      const shown = await transactions.run(audit, async (manager) => {
        await documents.locked(manager, everything, exposure, id, context);
        await change(new PostgresAdminUserRecords(manager), adminUserIdOf(Number(id)));
        return documents.one(manager, everything, exposure, id, context);
      });
      showRecords(exposure, shown, json);
    },
    reason,
  );

export interface ChangeOptions {
  readonly json: boolean;
  readonly reason?: string;
}

/** Ends all tokens of a user, and prints the user. */
export const endTokens = (id: string, options: ChangeOptions): Promise<void> =>
  changed(id, options, (users, user) => new EndTokens(users).execute(user));

/** Takes the second factor of a user away, and prints the user. */
export const removeSecondFactor = (id: string, options: ChangeOptions): Promise<void> =>
  changed(id, options, (users, user) => new RemoveSecondFactor(users).execute(user));
