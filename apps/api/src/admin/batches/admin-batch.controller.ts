import { Get, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { UsageBatches, type ImportedTable } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { originOf } from '../../http/origin.js';
import { sendDocument } from '../../http/reply.js';
import { AdminApi } from '../admin-api.js';
import { AdminReads } from '../admin-reads.js';
import { AdminBatches } from './admin-batches.js';
import { batchDocument } from './batch-document.js';

/** Batches of one sort of records: an extension of the admin API (docs/wire/admin.md, batches). */
export const adminBatchController = (table: ImportedTable): Type => {
  const type = table.batches;
  const urlOf = (request: FastifyRequest, id: string): string =>
    `${originOf(request)}${adminApi.prefix}/${type}/${encodeURIComponent(id)}`;

  @AdminApi([type])
  class AdminBatchController {
    constructor(
      private readonly reads: AdminReads,
      private readonly intake: AdminBatches,
      private readonly batches: UsageBatches,
    ) {}

    @Post()
    async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      this.reads.parameters(request);
      const { report, isNew } = await this.intake.bring(table, request);
      const url = urlOf(request, report.id);
      reply.code(isNew ? 201 : 200).header('location', url);
      sendDocument(adminApi, request, reply, batchDocument(type, url, report));
    }

    @Get(':id')
    async show(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      this.reads.parameters(request);
      const report = await this.batches.find(table, id);
      if (report === undefined) throw new RequestProblem({ code: 'record-not-found', resource: 'batch', id });
      sendDocument(adminApi, request, reply, batchDocument(type, urlOf(request, id), report));
    }
  }
  return AdminBatchController;
};
