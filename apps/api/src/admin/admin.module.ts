import { Module } from '@nestjs/common';
import { adminRegistry } from '@org/invoice-domain';
import { AdminReads } from './admin-reads.js';
import { adminResourceController } from './admin-resource.controller.js';
import { AdminTimezonesController } from './timezones/admin-timezones.controller.js';
import { AdminAuthController } from './sessions/admin-auth.controller.js';

/** Yeti's admin wire. */
@Module({
  controllers: [
    AdminAuthController,
    AdminTimezonesController,
    ...[...adminRegistry.exposures].map(adminResourceController),
  ],
  providers: [AdminReads],
})
export class AdminModule {}
