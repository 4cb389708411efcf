import { Module } from '@nestjs/common';
import { adminRegistry } from '@org/invoice-domain';
import { cdrTable, transactionTable } from '@org/invoice-domain/persistence';
import { AdminReads } from './admin-reads.js';
import { adminResourceController } from './admin-resource.controller.js';
import { adminBatchController } from './batches/admin-batch.controller.js';
import { AdminBatches } from './batches/admin-batches.js';
import { AdminTimezonesController } from './timezones/admin-timezones.controller.js';
import { AdminAuthController } from './sessions/admin-auth.controller.js';

/** Yeti's admin wire. */
@Module({
  controllers: [
    AdminAuthController,
    AdminTimezonesController,
    ...[...adminRegistry.exposures].map(adminResourceController),
    adminBatchController('cdr-batches', cdrTable),
    adminBatchController('transaction-batches', transactionTable),
  ],
  providers: [AdminReads, AdminBatches],
})
export class AdminModule {}
