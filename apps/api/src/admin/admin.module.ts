import { Module } from '@nestjs/common';
import { AdminReads } from './admin-reads.js';
import { AdminInvoicesController } from './invoices/admin-invoices.controller.js';
import { AdminAuthController } from './sessions/admin-auth.controller.js';

/** Yeti's admin wire. */
@Module({ controllers: [AdminAuthController, AdminInvoicesController], providers: [AdminReads] })
export class AdminModule {}
