import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { For } from '../auth/audience.js';
import { Documents } from './documents.js';
import { sendFile } from './public-file.js';

/** Serves the OpenAPI documents of both APIs. */
@Controller('openapi')
@For('public')
export class OpenApiController {
  constructor(private readonly documents: Documents) {}

  @Get('admin.json')
  admin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendFile(request, reply, this.documents.file('admin.json'));
  }

  @Get('reseller.json')
  reseller(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendFile(request, reply, this.documents.file('reseller.json'));
  }
}
