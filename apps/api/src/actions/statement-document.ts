import { faultOf, type Statement, type StatementDays } from '@org/invoice-domain';
import {
  noIncludes,
  Registry,
  RequestProblem,
  resourceObjectOf,
  selectionOf,
  type Dialect,
  type Exposure,
  type WriteContext,
} from '@org/json-api';
import { localDateOf, type LocalDate } from '@org/kernel';

const refused = (filter: keyof StatementDays, value: string): RequestProblem =>
  new RequestProblem({ code: 'invalid-filter-value', filter, key: filter, values: [value] });

const dayIn = (filters: Readonly<Record<string, string>>, filter: keyof StatementDays): LocalDate => {
  const value = filters[filter] ?? '';
  try {
    return localDateOf(value);
  } catch {
    throw refused(filter, value);
  }
};

/** The days of a statement. @throws RequestProblem for the first that is none, or that no statement can be about */
export const statementDaysIn = (filters: Readonly<Record<string, string>>): StatementDays => {
  const days = { from: dayIn(filters, 'from'), to: dayIn(filters, 'to') };
  const fault = faultOf(days);
  if (fault !== undefined) throw refused(fault, filters[fault] ?? '');
  return days;
};

/** The document of a statement in one API, with a link to the list of its postings. @param account the URL of the account */
export const statementDocument = (
  dialect: Dialect,
  exposure: Exposure,
  account: string,
  context: WriteContext,
  { movements, ...statement }: Statement,
): string => {
  const { accountId, startsAt, endsAt } = statement;
  const [from, to] = [statement.from.toString(), statement.to.toString()];
  const amountOf = dialect.codecs.decimal.encode;
  const record = resourceObjectOf(
    selectionOf(new Registry(dialect, [exposure]), exposure, noIncludes),
    {
      id: `${accountId}:${from}:${to}`,
      values: { ...statement, movements: movements.map((one) => ({ ...one, amount: amountOf(one.amount, context) })) },
      linkage: {},
    },
    context,
  );
  const bookedAt = dialect.wireName('bookedAt');
  const bound = (operator: 'gteq' | 'lt', at: string): string =>
    `filter[${dialect.filterKey(bookedAt, operator, 'instant')}]=${at}`;
  const postings = [bound('gteq', startsAt.toString()), bound('lt', endsAt.toString())].join('&');
  const links = {
    self: `${account}/statement?filter[from]=${from}&filter[to]=${to}`,
    postings: `${account}/postings?${postings}`,
  };
  const { id, type, attributes } = record;
  return JSON.stringify({ data: { id, type, links, attributes } });
};
