import {
  accountIdOf,
  resellerDialect,
  resellerExposures,
  resellerStatement,
  ShowStatement,
  type resellerActions,
} from '@org/invoice-domain';
import { PostgresPostedJournals, type LedgerTransactions } from '@org/invoice-domain/persistence';
import { statementDaysIn, statementDocument } from '../../actions/statement-document.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { idInPath } from '../../http/path-id.js';
import type { ResellerHandlersOf } from './reseller-handler.js';

const { account, reseller } = resellerExposures;

/** Handler of the statements of a reseller's accounts, each of one state of the ledger. */
export const statementHandlers = (
  transactions: LedgerTransactions,
): ResellerHandlersOf<Pick<typeof resellerActions, 'showStatementOfAccount'>> => ({
  showStatementOfAccount: {
    find: async ({ scope, context, ids, filters }) => {
      const id = accountIdOf(idInPath(account.resource, ids.accounts));
      const days = statementDaysIn(filters);
      const shown = transactions.read((manager) =>
        new ShowStatement().execute(new PostgresPostedJournals(scope, manager), id, days),
      );
      const statement = await answeringFailures(shown);
      const place = [context.base, reseller.path, scope.resellerId, account.path, id].join('/');
      return statementDocument(resellerDialect, resellerStatement, place, context, statement);
    },
  },
});
