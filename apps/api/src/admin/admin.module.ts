import { Module } from '@nestjs/common';
import { adminActions, adminRegistry, adminWrites, type AdminWritable } from '@org/invoice-domain';
import type { AnyAction, Writes } from '@org/json-api';
import { Changes } from '../http/changes.js';
import { adminActionController } from './actions/admin-action.controller.js';
import { AdminChanges } from './actions/admin-changes.js';
import { adminHandlersProvider, type AdminHandlers } from './actions/admin-handlers.js';
import { AdminBatches } from './actions/batches/admin-batches.js';
import { batches } from './actions/batches/batch-handlers.js';
import { AdminReads } from './admin-reads.js';
import { adminResourceController } from './admin-resource.controller.js';
import { AdminInvoicesController } from './invoices/admin-invoices.controller.js';
import { AdminInvoices } from './invoices/admin-invoices.js';
import { adminWritingControllers } from './writes/admin-writing.controllers.js';
import { AdminWrites } from './writes/admin-writes.js';

const written = Object.entries<Writes>(adminWrites).map(([name, writes]) => ({ name: name as AdminWritable, writes }));

const actions = Object.entries<AnyAction>(adminActions) as readonly (readonly [keyof AdminHandlers, AnyAction])[];

/** Yeti's admin wire. */
@Module({
  controllers: [
    ...actions.map(([name, action]) => adminActionController(action, (handlers) => handlers[name])),
    ...batches.flatMap(({ table, actions: { create, show } }) => [
      adminActionController(create, ({ batchesOf }) => batchesOf(table).create),
      adminActionController(show, ({ batchesOf }) => batchesOf(table).show),
    ]),
    ...[...adminRegistry.exposures].map(adminResourceController),
    ...written.flatMap(adminWritingControllers),
    AdminInvoicesController,
  ],
  providers: [AdminReads, AdminWrites, AdminBatches, AdminInvoices, AdminChanges, adminHandlersProvider, Changes],
  exports: [Changes],
})
export class AdminModule {}
