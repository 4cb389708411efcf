import { Delete, Param, Patch, Post, Put, Req, Res, type Type } from '@nestjs/common';
import { adminWritingOf } from '@org/invoice-domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { sendPerformed } from '../../http/reply.js';
import { AdminApi } from '../admin-api.js';
import { AdminWrites, type Written } from './admin-writes.js';

const pathsOf = ({ writes: { exposure } }: Written): readonly string[] => [exposure.path, ...exposure.aliases];

/** The writing routes of one resource: what is declared writable has them, and nothing else has. */
export const adminWritingControllers = (written: Written): readonly Type[] => {
  const { create, update, remove } = written.writes;
  return [
    ...(create === undefined ? [] : [creating(written)]),
    ...(update === undefined ? [] : [updating(written)]),
    ...(remove ? [removing(written)] : []),
  ];
};

const creating = (written: Written): Type => {
  @AdminApi(pathsOf(written), adminWritingOf[written.name])
  class AdminCreatingController {
    constructor(private readonly writes: AdminWrites) {}

    @Post()
    async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await sendPerformed(adminApi, request, reply, await this.writes.create(written, request));
    }
  }
  return AdminCreatingController;
};

const updating = (written: Written): Type => {
  @AdminApi(pathsOf(written), adminWritingOf[written.name])
  class AdminUpdatingController {
    constructor(private readonly writes: AdminWrites) {}

    @Patch(':id')
    async update(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await sendPerformed(adminApi, request, reply, await this.writes.update(written, id, request));
    }

    /** Yeti makes no difference: what is absent stays as it is. */
    @Put(':id')
    async replace(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await this.update(id, request, reply);
    }
  }
  return AdminUpdatingController;
};

const removing = (written: Written): Type => {
  @AdminApi(pathsOf(written), adminWritingOf[written.name])
  class AdminRemovingController {
    constructor(private readonly writes: AdminWrites) {}

    @Delete(':id')
    async remove(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      await sendPerformed(adminApi, request, reply, await this.writes.remove(written, id, request));
    }
  }
  return AdminRemovingController;
};
