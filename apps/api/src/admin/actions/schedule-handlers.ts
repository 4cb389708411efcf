import { accountIdOf, adminActions, adminExposures, everything, PreviewSchedule } from '@org/invoice-domain';
import { PostgresAccounts, type LedgerTransactions } from '@org/invoice-domain/persistence';
import { adminApi } from '../../http/api.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { sendDocument } from '../../http/reply.js';
import { actionRequestOf } from './action-request.js';
import type { AdminHandlersOf } from './admin-handler.js';

/** Handlers of what is asked about the schedules of accounts, in transactions that can only read. */
export const scheduleHandlers = (
  transactions: LedgerTransactions,
): AdminHandlersOf<Pick<typeof adminActions, 'previewSchedule'>> => ({
  previewSchedule: {
    serve: async ({ ids, request, reply }) => {
      const { id, body } = actionRequestOf(adminActions.previewSchedule, ids, request);
      const asked = transactions.read((manager) =>
        new PreviewSchedule(transactions.clock).execute(
          new PostgresAccounts(everything, manager),
          accountIdOf(Number(id)),
          body,
        ),
      );
      const meta = await answeringFailures(asked, { exposure: adminExposures.account, id });
      await sendDocument(adminApi, request, reply, JSON.stringify({ meta }));
    },
  },
});
