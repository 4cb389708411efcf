import { importIdOf, type adminActions } from '@org/invoice-domain';
import type { UndoneImports } from '@org/invoice-domain/persistence';
import type { JobSender } from '../../billing/job-sender.js';
import type { AdminHandlersOf } from './admin-handler.js';

/** Handlers of the actions on imports: a job is queued, and the answer is there before it is done. */
export const importHandlers = (
  jobs: JobSender,
  imports: UndoneImports,
): AdminHandlersOf<Pick<typeof adminActions, 'undoImport'>> => ({
  undoImport: {
    perform: async ({ manager, ids }) => {
      const importId = importIdOf(Number(ids.imports));
      if (await imports.ask(manager, importId)) await jobs.send(manager, 'undo-import', { importId });
      return undefined;
    },
  },
});
