import {
  AddAdminUser,
  adminActions,
  adminUserIdOf,
  ChangePassword,
  EndTokens,
  RemoveSecondFactor,
  secondFactorRefusals,
  type AdminUserId,
} from '@org/invoice-domain';
import {
  hashPassword,
  newSecret,
  PostgresAdminUserRecords,
  type LedgerTransactions,
  type OneTimeCodes,
} from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { auditContextOf } from '../../auth/caller.js';
import type { LogIns } from '../../auth/log-ins.js';
import type { PasswordLane } from '../../auth/password-lane.js';
import { jsonApiType } from '../../http/media-type.js';
import { clientAddress } from '../../http/client-address.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { actionRequestOf } from './action-request.js';
import type { AdminHandlersOf, ShownOnce } from './admin-handler.js';

type Actions = Pick<
  typeof adminActions,
  | 'addAdminUser'
  | 'resetPassword'
  | 'changePassword'
  | 'enrolSecondFactor'
  | 'confirmSecondFactor'
  | 'removeSecondFactor'
  | 'endTokens'
>;

interface Doors {
  readonly transactions: LedgerTransactions;
  readonly logIns: LogIns;
  readonly lane: PasswordLane;
  readonly codes: OneTimeCodes;
}

/** The password is told in this answer alone: what is kept for repeated requests lacks it. */
const reportOf = (id: AdminUserId, password: string): ShownOnce => ({
  shown: JSON.stringify({ meta: { id: String(id), password } }),
  kept: JSON.stringify({ meta: { id: String(id) } }),
});

const exposure = adminActions.changePassword.on.exposure;

/** Handlers of the users of the admin API and of their passwords. */
export const userHandlers = ({ transactions, logIns, lane, codes }: Doors): AdminHandlersOf<Actions> => {
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
        const user = oneselfIn(request, id);
        const { password, code, newPassword } = body;
        await logIns.confirm(user, { password, code, address: clientAddress(request) });
        const changed = transactions.run(auditContextOf(request), (manager) =>
          new ChangePassword(new PostgresAdminUserRecords(manager), hash).execute(user, newPassword, 'newPassword'),
        );
        await answeringFailures(changed, { ...(exposure && { exposure }), id });
        void reply.code(204).header('cache-control', 'no-store').send();
      },
    },
    enrolSecondFactor: {
      serve: async ({ ids, request, reply }) => {
        const { id, body } = actionRequestOf(adminActions.enrolSecondFactor, ids, request);
        const user = oneselfIn(request, id);
        if (!codes.isPossible) throw refusal(secondFactorRefusals.noKey);
        await logIns.confirm(user, { ...body, code: undefined, address: clientAddress(request) });
        const made = await codes.enrol(user);
        if (made === undefined) throw refusal(secondFactorRefusals.enrolled);
        const report = Buffer.from(JSON.stringify({ meta: made }));
        void reply.code(200).headers({ 'cache-control': 'no-store', 'content-type': jsonApiType }).send(report);
      },
    },
    confirmSecondFactor: {
      serve: async ({ ids, request, reply }) => {
        const { id, body } = actionRequestOf(adminActions.confirmSecondFactor, ids, request);
        const user = oneselfIn(request, id);
        if (!(await codes.confirm(user, body.code))) {
          throw refusal(secondFactorRefusals.wrongCode, 'code', '/data/attributes/code');
        }
        void reply.code(204).header('cache-control', 'no-store').send();
      },
    },
    removeSecondFactor: {
      perform: async ({ manager, ids }) => {
        const remove = new RemoveSecondFactor(new PostgresAdminUserRecords(manager));
        await remove.execute(adminUserIdOf(Number(ids['admin-users'])));
        return undefined;
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

/** @throws RequestProblem unless the user that the path names is the one who asks */
const oneselfIn = ({ user }: FastifyRequest, id: string): AdminUserId => {
  if (user?.kind !== 'admin' || Number(id) !== user.id) throw new RequestProblem({ code: 'forbidden' });
  return user.id;
};

const refusal = (message: string, member?: string, pointer = '/data'): RequestProblem =>
  new RequestProblem({ code: 'invalid-member', message, pointer, ...(member !== undefined && { member }) });
