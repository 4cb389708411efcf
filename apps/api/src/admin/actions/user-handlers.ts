import {
  AddAdminUser,
  adminActions,
  adminUserIdOf,
  ChangePassword,
  EndTokens,
  type AdminUserId,
} from '@org/invoice-domain';
import {
  hashPassword,
  newSecret,
  PostgresAdminUserRecords,
  type LedgerTransactions,
} from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import { auditContextOf } from '../../auth/caller.js';
import type { LogIns } from '../../auth/log-ins.js';
import type { PasswordLane } from '../../auth/password-lane.js';
import { clientAddress } from '../../http/client-address.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { actionRequestOf } from './action-request.js';
import type { AdminHandlersOf, ShownOnce } from './admin-handler.js';

type Actions = Pick<typeof adminActions, 'addAdminUser' | 'resetPassword' | 'changePassword' | 'endTokens'>;

interface Doors {
  readonly transactions: LedgerTransactions;
  readonly logIns: LogIns;
  readonly lane: PasswordLane;
}

/** The password is told in this answer alone: what is kept for repeated requests lacks it. */
const reportOf = (id: AdminUserId, password: string): ShownOnce => ({
  shown: JSON.stringify({ meta: { id: String(id), password } }),
  kept: JSON.stringify({ meta: { id: String(id) } }),
});

const exposure = adminActions.changePassword.on.exposure;

/** Handlers of the users of the admin API and of their passwords. */
export const userHandlers = ({ transactions, logIns, lane }: Doors): AdminHandlersOf<Actions> => {
  const hash = (password: string): Promise<string> => lane.run(() => hashPassword(password));
  return {
    addAdminUser: {
      perform: async ({ manager, body }) => {
        const { token: password } = newSecret();
        const add = new AddAdminUser(new PostgresAdminUserRecords(manager), transactions.clock, hash);
        return reportOf(await add.execute(body, password), password);
      },
    },
    resetPassword: {
      perform: async ({ manager, ids }) => {
        const id = adminUserIdOf(Number(ids['admin-users']));
        const { token: password } = newSecret();
        await new ChangePassword(new PostgresAdminUserRecords(manager), hash).execute(id, password);
        return reportOf(id, password);
      },
    },
    // A transaction of its own, and no record of its answer: its body holds passwords.
    changePassword: {
      serve: async ({ ids, request, reply }) => {
        const { id, body } = actionRequestOf(adminActions.changePassword, ids, request);
        const { user } = request;
        if (user?.kind !== 'admin' || Number(id) !== user.id) throw new RequestProblem({ code: 'forbidden' });
        await logIns.confirm(user.id, body.password, clientAddress(request));
        const changed = transactions.run(auditContextOf(request), (manager) =>
          new ChangePassword(new PostgresAdminUserRecords(manager), hash).execute(
            user.id,
            body.newPassword,
            'newPassword',
          ),
        );
        await answeringFailures(changed, { ...(exposure && { exposure }), id });
        void reply.code(204).header('cache-control', 'no-store').send();
      },
    },
    endTokens: {
      perform: async ({ manager, ids }) => {
        await new EndTokens(new PostgresAdminUserRecords(manager)).execute(adminUserIdOf(Number(ids['admin-users'])));
        return undefined;
      },
    },
  };
};
