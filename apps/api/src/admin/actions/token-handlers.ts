import {
  apiTokenIdOf,
  IssueToken,
  RevokeToken,
  RotateToken,
  type adminActions,
  type IssuedToken,
} from '@org/invoice-domain';
import { newSecret, PostgresApiTokens, type LedgerTransactions } from '@org/invoice-domain/persistence';
import type { AdminHandlersOf, ShownOnce } from './admin-handler.js';

type Actions = Pick<typeof adminActions, 'issueToken' | 'rotateToken' | 'revokeToken'>;

/** The token is told in this answer alone: what is kept for repeated requests lacks it. */
const reportOf = ({ id, token }: IssuedToken): ShownOnce => ({
  shown: JSON.stringify({ meta: { id: String(id), token } }),
  kept: JSON.stringify({ meta: { id: String(id) } }),
});

/** Handlers of the credentials of managers. */
export const tokenHandlers = ({ clock }: LedgerTransactions): AdminHandlersOf<Actions> => ({
  issueToken: {
    perform: async ({ manager, body }) => {
      const issue = new IssueToken(new PostgresApiTokens(manager), clock, newSecret);
      return reportOf(await issue.execute(body));
    },
  },
  rotateToken: {
    perform: async ({ manager, ids, body }) => {
      const rotate = new RotateToken(new PostgresApiTokens(manager), clock, newSecret);
      return reportOf(await rotate.execute(apiTokenIdOf(Number(ids['api-tokens'])), body));
    },
  },
  revokeToken: {
    perform: async ({ manager, ids }) => {
      await new RevokeToken(new PostgresApiTokens(manager), clock).execute(apiTokenIdOf(Number(ids['api-tokens'])));
      return undefined;
    },
  },
});
