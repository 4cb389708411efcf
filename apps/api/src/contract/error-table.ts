import { code, table } from './markdown.js';
import { answersOf, isBodiless, problemCodes, sourceWords, type ApiName } from './problem-answers.js';
import { problemMeanings } from './problem-meanings.js';

/** Columns of an error besides its cause. */
type Cells = readonly [status: string, code: string, title: string, rest: string];

const noBody = (status: string): Cells => [status, '–', 'no body', '–'];

/** One row per answer, with all its meanings. */
const rowsOf = (api: ApiName): readonly (readonly string[])[] => {
  const rows = new Map<string, { readonly cells: Cells; readonly meanings: Set<string> }>();
  for (const problem of problemCodes) {
    for (const error of answersOf(api, problem)) {
      const { status, code: errorCode = '', title, detail } = error;
      const rest = api === 'admin' ? (detail === undefined ? '–' : code(detail)) : sourceWords(error) || '–';
      const cells = isBodiless(api, problem) ? noBody(status) : ([status, code(errorCode), title, rest] as const);
      const row = rows.get(cells.join('|')) ?? { cells, meanings: new Set() };
      rows.set(cells.join('|'), row);
      row.meanings.add(problemMeanings[problem].happened);
    }
  }
  return [...rows.values()]
    .toSorted((one, other) => one.cells.slice(0, 2).join().localeCompare(other.cells.slice(0, 2).join(), 'en'))
    .map(({ cells, meanings }) => [...cells, [...meanings].join('; or ')]);
};

/** Every error of an API: the admin API tells what is wrong by its text, the reseller API by what it points at. */
export const errorTable = (api: ApiName): string =>
  table(['status', 'code', 'title', api === 'admin' ? 'detail' : 'source', 'when'], rowsOf(api));
