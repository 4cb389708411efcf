import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { RequestProblem } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { For } from '../auth/audience.js';
import { contentSecurityPolicy, DocsPage } from './docs-page.js';
import { sendFile } from './public-file.js';

/** Serves the documentation page of both APIs, with which a person can send requests. */
@Controller('docs')
@For('public')
export class DocsController {
  constructor(private readonly docs: DocsPage) {}

  @Get()
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    sendFile(request, reply.header('content-security-policy', contentSecurityPolicy), this.docs.page);
  }

  @Get(':name')
  async file(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const file = await this.docs.file(name);
    if (file === undefined) throw new RequestProblem({ code: 'route-not-found' });
    sendFile(request, reply, file);
  }
}
