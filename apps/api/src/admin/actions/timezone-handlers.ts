import { adminDialect, type adminActions } from '@org/invoice-domain';
import type { TimeZones } from '@org/invoice-domain/persistence';
import { RequestProblem, type Parameters } from '@org/json-api';
import type { AdminHandlersOf } from './admin-handler.js';

type Actions = Pick<typeof adminActions, 'listTimezones' | 'showTimezones'>;

interface TimeZoneObject {
  readonly id: string;
  readonly type: 'timezones';
  readonly attributes: { readonly name: string };
}

const objectOf = (name: string): TimeZoneObject => ({ id: name, type: 'timezones', attributes: { name } });

/** There is nothing to page, sort, include or leave out. @throws RequestProblem for the first parameter that would */
const refuse = ({ include, sort, withTotals, fields, page, scalars, unknown }: Omit<Parameters, 'filter'>): void => {
  const given = { include, sort, withTotals };
  const [parameter] = [
    ...unknown,
    ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name])),
    ...[...fields.keys()].map((type) => `fields[${type}]`),
    ...[...page.keys()].map((member) => `page[${member}]`),
    ...scalars.keys(),
  ];
  if (parameter !== undefined) throw new RequestProblem({ code: 'unknown-parameter', parameter });
};

/** The names that an account's time zone may have: no table of ours, not paged, and without links, as in Yeti. */
export const timezoneHandlers = (zones: TimeZones): AdminHandlersOf<Actions> => ({
  listTimezones: {
    find: async ({ parameters: { filter, ...others } }) => {
      refuse(others);
      const otherFilter = [...filter.keys()].find((key) => key !== 'name');
      if (otherFilter !== undefined) throw new RequestProblem({ code: 'unknown-filter', filter: otherFilter });
      const names = adminDialect.list(filter.get('name') ?? '') ?? [];
      const all = await zones.names();
      const shown = names.length === 0 ? all : all.filter((zone) => names.includes(zone));
      return JSON.stringify({ data: shown.map(objectOf), meta: { [adminDialect.totalMember]: shown.length } });
    },
  },
  showTimezones: {
    find: async ({ ids: { id }, parameters: { filter, ...others } }) => {
      refuse({ ...others, unknown: [...filter.keys(), ...others.unknown] });
      if (!(await zones.names()).includes(id)) {
        throw new RequestProblem({ code: 'record-not-found', resource: 'timezone', id });
      }
      return JSON.stringify({ data: objectOf(id) });
    },
  },
});
