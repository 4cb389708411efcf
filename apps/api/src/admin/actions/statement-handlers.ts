import {
  accountIdOf,
  adminActions,
  adminDialect,
  adminExposures,
  adminStatement,
  everything,
  ShowStatement,
} from '@org/invoice-domain';
import { PostgresPostedJournals, type LedgerTransactions } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import { declaredFiltersIn } from '../../actions/declared-filters.js';
import { statementDaysIn, statementDocument } from '../../actions/statement-document.js';
import { adminApi } from '../../http/api.js';
import { originOf } from '../../http/origin.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { refuseOthers } from '../../http/query-parameters.js';
import { refuseMalformedId } from '../writes/admin-writes.js';
import type { AdminHandlersOf } from './admin-handler.js';

const longestId = 15;

const utc = new ZoneOffsets('UTC');
const { account } = adminExposures;

/** Handler of the statements of accounts, each of one state of the ledger. */
export const statementHandlers = (
  transactions: LedgerTransactions,
): AdminHandlersOf<Pick<typeof adminActions, 'showStatement'>> => ({
  showStatement: {
    find: async ({ ids: { accounts: id }, parameters, request }) => {
      refuseMalformedId(account, id);
      refuseOthers(parameters);
      if (id.length > longestId) throw new RequestProblem({ code: 'record-not-found', resource: account.resource, id });
      const days = statementDaysIn(declaredFiltersIn(adminActions.showStatement, parameters.filter));
      const shown = transactions.read((manager) =>
        new ShowStatement().execute(new PostgresPostedJournals(everything, manager), accountIdOf(Number(id)), days),
      );
      const statement = await answeringFailures(shown, { id });
      const base = originOf(request) + adminApi.prefix;
      return statementDocument(
        adminDialect,
        adminStatement,
        `${base}/${account.path}/${statement.accountId}`,
        { base, zone: utc },
        statement,
      );
    },
  },
});
