import { createRoles, newSecret, roleNames } from '@org/invoice-domain/persistence';
import { aligned } from '../aligned.js';
import { note, print, UsageError } from '../command.js';
import { withDatabase } from '../with-database.js';

export interface RolesOptions {
  readonly prefix: string;
  readonly deleteApproved?: boolean;
  readonly json?: boolean;
}

/** PostgreSQL cuts longer names off. */
const prefixes = /^[a-z][a-z0-9_]{0,49}$/;

/** Makes the roles of the ledger, and prints the passwords of those that are new. */
export const makeRoles = async ({ prefix, deleteApproved, json = false }: RolesOptions): Promise<void> => {
  if (!prefixes.test(prefix)) throw new UsageError('--prefix has to be up to 50 small letters, digits and underscores');
  const made = await withDatabase(({ dataSource }) =>
    createRoles(dataSource, roleNames(prefix), {
      ...(deleteApproved === undefined ? {} : { mayDeleteApproved: deleteApproved }),
      newSecret: () => newSecret().token,
    }),
  );
  if (json) print(JSON.stringify(made));
  else if (made.length > 0)
    print(
      aligned(
        [{ head: 'role' }, { head: 'password' }],
        made.map(({ role, password }) => [role, password]),
      ),
    );
  note(
    made.length > 0
      ? 'The passwords are shown this once: the database keeps a hash of them.'
      : 'The roles were there, and have their rights anew.',
  );
};
