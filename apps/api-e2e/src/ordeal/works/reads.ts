import { sendConforming } from '../../support/conforming-client.js';
import { inTurn } from '../in-turn.js';
import type { OrdealWorld } from '../ordeal-world.js';
import type { Workload } from '../workload.js';

type Read = readonly [api: 'admin' | 'reseller', path: string];

/** Documents that never change. */
const records: readonly [Read, ...Read[]] = [
  ['admin', '/api/rest/admin/invoices/18'],
  ['admin', '/api/rest/admin/invoices/18?include=account,originated-destinations'],
  ['reseller', '/api/v3/resellers/1/invoices/3973'],
  ['reseller', '/api/v3/resellers/1/invoices/3973?include=payments,charges'],
];

const lists: readonly Read[] = [
  ['admin', '/api/rest/admin/invoices?page[size]=20&include=account'],
  ['admin', '/api/rest/admin/accounts?filter[name_cont]=o'],
  ['reseller', '/api/v3/resellers/1/invoices?page[size]=20'],
  ['reseller', '/api/v3/resellers/1/accounts?sort=-id'],
];

/** Records and lists of both APIs, in turn. */
export const reads = (world: OrdealWorld): Workload => {
  const seen = new Map<string, string>();
  const next = inTurn<Read>([...records, ...lists]);
  return {
    name: 'reads',
    patience: 12_000,
    async once() {
      const [api, path] = next();
      const { status, body } = await sendConforming(world.origin, path, { headers: world.callers[api] }, true);
      if (status === 503) return 'away';
      if (status !== 200) throw new Error(`${path} was answered ${status}: ${body}`);
      const isRecord = records.some(([, known]) => known === path);
      const before = seen.get(path) ?? body;
      if (isRecord && before !== body) throw new Error(`${path} is another document now: ${body}`);
      seen.set(path, before);
      return 'done';
    },
    losses: () => Promise.resolve([]),
  };
};
