import { Injectable } from '@nestjs/common';
import {
  adminBalance,
  adminBalanceWrites,
  adminExposures,
  adminRegistry,
  everything,
  SetBalance,
  type AccountId,
} from '@org/invoice-domain';
import { LedgerTransactions, RecordDocuments, StoredRecords } from '@org/invoice-domain/persistence';
import {
  noIncludes,
  readChange,
  RequestProblem,
  resourceObjectOf,
  selectionOf,
  type WriteContext,
} from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { actOf } from '../../auth/caller.js';
import { Changes, type Performed } from '../../http/changes.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { refuseMalformedId } from './admin-writes.js';
import { writeRequestOf } from './write-request.js';

const selection = selectionOf(adminRegistry, adminBalance, noIncludes);
const longestId = 18;

/** Sets the balances of accounts. */
@Injectable()
export class AdminBalances {
  constructor(
    private readonly changes: Changes,
    private readonly documents: RecordDocuments,
    private readonly transactions: LedgerTransactions,
  ) {}

  set(externalId: string, request: FastifyRequest): Promise<Performed> {
    const { context, body } = writeRequestOf(request);
    refuseMalformedId(adminBalance, externalId);
    const given = readChange(adminRegistry, adminBalanceWrites, body, externalId, context.zone.zone);
    const performed = this.changes.perform(request, {
      act: actOf(request),
      // The version that `If-Match` means is the account's: a balance cannot be read by itself.
      current: async (manager) => {
        const id = await this.accountOf(manager, externalId);
        return this.documents.locked(manager, everything, adminExposures.account, String(id), context);
      },
      work: async (manager) => {
        const id = await this.accountOf(manager, externalId);
        await new SetBalance(this.records(manager)).execute(id, given);
        return { status: 200, document: await this.documentOf(manager, id, externalId, context) };
      },
    });
    return answeringFailures(performed, { exposure: adminBalance });
  }

  private async accountOf(manager: EntityManager, externalId: string): Promise<AccountId> {
    const isKnown = externalId.length <= longestId;
    const id = isKnown ? await this.records(manager).accountOf(externalId) : undefined;
    if (id === undefined) throw new RequestProblem({ code: 'record-not-found', resource: 'account', id: externalId });
    return id;
  }

  private async documentOf(
    manager: EntityManager,
    id: AccountId,
    externalId: string,
    context: WriteContext,
  ): Promise<string> {
    const values = (await this.records(manager).locked('account', id)) ?? {};
    const balance = resourceObjectOf(selection, { id: externalId, values, linkage: {} }, context);
    const self = `${context.base}/${adminExposures.account.path}/${externalId}/balance`;
    return JSON.stringify({ data: { ...balance, links: { self } } });
  }

  private records(manager: EntityManager): StoredRecords {
    return new StoredRecords(manager, this.transactions.clock);
  }
}
