import { Injectable } from '@nestjs/common';
import { UsageBatches, type ImportedBatch, type ImportedTable } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { AppConfig } from '../../../config/app-config.js';
import { ndjsonType } from '../../../http/media-type.js';
import { spooled } from './spool.js';
import { WorkQueue } from './work-queue.js';

/** Allowed form of a batch id, which appears in paths and logs. */
const idForm = /^[\w.:-]{1,100}$/;

/** Whether a batch could have the id: of others, the ledger need not be asked. */
export const isBatchId = (text: string): boolean => idForm.test(text);

const isIterable = (body: unknown): body is AsyncIterable<Buffer> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** Imports the batches of records that requests contain. */
@Injectable()
export class AdminBatches {
  private readonly queue = new WorkQueue();

  constructor(
    private readonly batches: UsageBatches,
    private readonly config: AppConfig,
  ) {}

  /** @throws RequestProblem when there is no id, or the body is of another type or too large; BatchIdReused */
  import(table: ImportedTable, request: FastifyRequest): Promise<ImportedBatch> {
    const id = idOf(request);
    const body = this.bodyOf(request);
    const audit = { actor: `admin:${String(request.user?.id)}`, reason: `batch ${id}` };
    return spooled(body, this.config.usageBatchMaxBytes, ({ digest, content }) =>
      this.queue.add(() => this.batches.import(audit, table, { id, digest, content })),
    );
  }

  private bodyOf({ body, headers }: FastifyRequest): AsyncIterable<Buffer> {
    const contentType = headers['content-type'] ?? '';
    if (!contentType.startsWith(ndjsonType) || !isIterable(body)) {
      throw new RequestProblem({ code: 'unsupported-media-type', contentType, wanted: ndjsonType });
    }
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity' && encoding !== 'gzip') {
      throw new RequestProblem({ code: 'bad-request', detail: 'The Content-Encoding is gzip, or there is none.' });
    }
    if (Number(headers['content-length'] ?? 0) > this.config.usageBatchMaxBytes) {
      throw new RequestProblem({ code: 'body-too-large' });
    }
    return body;
  }
}

const idOf = ({ headers }: FastifyRequest): string => {
  const id = headers['idempotency-key'];
  if (typeof id === 'string' && isBatchId(id)) return id;
  throw new RequestProblem({
    code: 'bad-request',
    detail:
      'The header Idempotency-Key has to name the batch: 1 to 100 letters, digits, dots, colons, dashes or underscores.',
  });
};
