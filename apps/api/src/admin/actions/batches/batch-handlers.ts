import { batchActions, type BatchActions } from '@org/invoice-domain';
import { ingestTables, type UsageBatches, type ImportedTable } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { adminApi } from '../../../http/api.js';
import { originOf } from '../../../http/origin.js';
import { sendDocument } from '../../../http/reply.js';
import type { AdminReads } from '../../admin-reads.js';
import type { AdminHandlersOf } from '../admin-handler.js';
import { isBatchId, type AdminBatches } from './admin-batches.js';
import { batchDocument } from './batch-document.js';

/** The batches that come in: a table of the ledger, and what can be done with batches of its rows. */
export const batches: readonly { readonly table: ImportedTable; readonly actions: BatchActions }[] = Object.values(
  ingestTables,
).map((table: ImportedTable) => ({ table, actions: batchActions(table) }));

export interface BatchServices {
  readonly reads: AdminReads;
  readonly importer: AdminBatches;
  readonly batches: UsageBatches;
}

const urlOf = (request: FastifyRequest, type: string, id: string): string =>
  `${originOf(request)}${adminApi.prefix}/${type}/${encodeURIComponent(id)}`;

/** Takes batches of one table in, and shows their reports. */
export const batchHandlersOf =
  ({ reads, importer, batches: store }: BatchServices) =>
  (table: ImportedTable): AdminHandlersOf<BatchActions> => ({
    create: {
      serve: async ({ request, reply }) => {
        reads.parameters(request);
        const { report, isNew } = await importer.import(table, request);
        const url = urlOf(request, table.batches, report.id);
        reply.code(isNew ? 201 : 200).header('location', url);
        await sendDocument(adminApi, request, reply, batchDocument(table.batches, url, report));
      },
    },
    show: {
      find: async ({ ids: { id }, request }) => {
        const report = isBatchId(id) ? await store.find(table, id) : undefined;
        if (report === undefined) throw new RequestProblem({ code: 'record-not-found', resource: 'batch', id });
        return batchDocument(table.batches, urlOf(request, table.batches, id), report);
      },
    },
  });
