import {
  accountIdOf,
  adminActions,
  adminExposures,
  adminRegistry,
  adminSchedulePreview,
  everything,
  PreviewSchedule,
} from '@org/invoice-domain';
import { PostgresAccounts, type LedgerTransactions } from '@org/invoice-domain/persistence';
import { noIncludes, resourceObjectOf, selectionOf } from '@org/json-api';
import { adminApi } from '../../http/api.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { sendDocument } from '../../http/reply.js';
import { actionRequestOf } from './action-request.js';
import type { AdminHandlersOf } from './admin-handler.js';

const selection = selectionOf(adminRegistry, adminSchedulePreview, noIncludes);

/** Handlers of what is asked about the schedules of accounts, in transactions that can only read. */
export const scheduleHandlers = (
  transactions: LedgerTransactions,
): AdminHandlersOf<Pick<typeof adminActions, 'previewSchedule'>> => ({
  previewSchedule: {
    serve: async ({ ids, request, reply }) => {
      const { id, body, context } = actionRequestOf(adminActions.previewSchedule, ids, request);
      const asked = transactions.read((manager) =>
        new PreviewSchedule(transactions.clock).execute(
          new PostgresAccounts(everything, manager),
          accountIdOf(Number(id)),
          body,
        ),
      );
      const values = await answeringFailures(asked, { exposure: adminExposures.account, id });
      const { type, attributes } = resourceObjectOf(selection, { id, values: { ...values }, linkage: {} }, context);
      sendDocument(adminApi, request, reply, JSON.stringify({ data: { id, type, attributes } }));
    },
  },
});
