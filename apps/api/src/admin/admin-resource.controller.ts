import { Get, Param, Req, Res, type Type } from '@nestjs/common';
import { adminReadingRight } from '@org/invoice-domain';
import type { Exposure } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminApi } from '../http/api.js';
import { sendDocument } from '../http/reply.js';
import { AdminApi } from './admin-api.js';
import { AdminReads } from './admin-reads.js';

interface LinkParameters {
  readonly id: string;
  readonly name: string;
}

/** The reading routes of one resource: what the registry lists is served, what it lacks has no route. */
export const adminResourceController = (exposure: Exposure): Type => {
  const right = adminReadingRight(exposure.resource);
  if (right === undefined) throw new Error(`nobody has decided who may read ${exposure.type}`);

  @AdminApi([exposure.path, ...exposure.aliases], right)
  class AdminResourceController {
    constructor(private readonly reads: AdminReads) {}

    @Get()
    async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await sendDocument(adminApi, request, reply, await this.reads.list(exposure, request));
    }

    @Get(':id')
    async show(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await sendDocument(adminApi, request, reply, await this.reads.show(exposure, id, request));
    }

    @Get(':id/relationships/:name')
    async linkage(
      @Param() { id, name }: LinkParameters,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      await sendDocument(adminApi, request, reply, await this.reads.linkage(exposure, id, name, request));
    }

    @Get(':id/:name')
    async related(
      @Param() { id, name }: LinkParameters,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      await sendDocument(adminApi, request, reply, await this.reads.related(exposure, id, name, request));
    }
  }
  return AdminResourceController;
};
