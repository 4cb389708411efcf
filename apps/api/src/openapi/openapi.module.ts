import { Module } from '@nestjs/common';
import { DocsPage } from './docs-page.js';
import { DocsController } from './docs.controller.js';
import { Documents } from './documents.js';
import { OpenApiController } from './openapi.controller.js';

/** The descriptions of both APIs, open to everybody: they hold declarations and no records. */
@Module({
  controllers: [OpenApiController, DocsController],
  providers: [Documents, DocsPage],
})
export class OpenApiModule {}
