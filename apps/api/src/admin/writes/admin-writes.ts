import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  adminRegistry,
  ChangeRecord,
  CreateRecord,
  everything,
  RemoveRecord,
  type AdminWritable,
} from '@org/invoice-domain';
import {
  LedgerTransactions,
  RecordDocuments,
  SecretBox,
  secretsOf,
  StoredRecords,
} from '@org/invoice-domain/persistence';
import {
  readChange,
  readCreation,
  RequestProblem,
  secretMask,
  type Exposure,
  type WriteContext,
  type Writes,
} from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { auditContextOf } from '../../auth/caller.js';
import { Changes, type Change, type Done, type Performed } from '../../http/changes.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { writeRequestOf } from './write-request.js';

/** A resource that the admin API writes, and its name in the domain. */
export interface Written {
  readonly name: AdminWritable;
  readonly writes: Writes;
}

/** The changes that the admin API makes of single records. */
@Injectable()
export class AdminWrites {
  constructor(
    private readonly changes: Changes,
    private readonly documents: RecordDocuments,
    private readonly transactions: LedgerTransactions,
    private readonly secrets: SecretBox,
  ) {}

  create({ name, writes }: Written, request: FastifyRequest): Promise<Performed> {
    const { context, body } = writeRequestOf(request);
    const { exposure } = writes;
    const input = readCreation(adminRegistry, writes, body, context.zone.zone);
    return this.perform(exposure, request, {
      work: async (manager) => {
        const id = String(await this.creating(manager).execute(name, input));
        const shown = await this.shown(manager, { name, writes }, id, context);
        return { status: 201, ...shown, location: `${context.base}/${exposure.path}/${id}` };
      },
    });
  }

  update({ name, writes }: Written, id: string, request: FastifyRequest): Promise<Performed> {
    const { context, body } = writeRequestOf(request);
    const { exposure } = writes;
    refuseMalformedId(exposure, id);
    const input = readChange(adminRegistry, writes, body, id, context.zone.zone);
    return this.perform(exposure, request, {
      current: (manager) => this.documents.locked(manager, everything, exposure, id, context),
      work: async (manager) => {
        await new ChangeRecord(this.records(manager), this.transactions.clock).execute(name, Number(id), input);
        return { status: 200, ...(await this.shown(manager, { name, writes }, id, context)) };
      },
    });
  }

  remove({ name, writes }: Written, id: string, request: FastifyRequest): Promise<Performed> {
    const { context } = writeRequestOf(request);
    const { exposure } = writes;
    return this.perform(exposure, request, {
      current: (manager) => this.documents.locked(manager, everything, exposure, id, context),
      work: async (manager) => {
        await new RemoveRecord(this.records(manager)).execute(name, Number(id));
        return { status: 204 };
      },
    });
  }

  /** The document of a record, and what is kept of it for a repeated request: no secret. */
  private async shown(
    manager: EntityManager,
    { name, writes: { exposure } }: Written,
    id: string,
    context: WriteContext,
  ): Promise<Pick<Done, 'document' | 'kept'>> {
    const document = await this.documents.one(manager, everything, exposure, id, context);
    if (secretsOf(name).size === 0) return { document };
    const masked = { ...context, reveal: () => secretMask };
    return { document, kept: await this.documents.one(manager, everything, exposure, id, masked) };
  }

  private records(manager: EntityManager): StoredRecords {
    return new StoredRecords(manager, this.transactions.clock, this.secrets);
  }

  private creating(manager: EntityManager): CreateRecord {
    return new CreateRecord(this.records(manager), this.transactions.clock, randomUUID);
  }

  private perform(exposure: Exposure, request: FastifyRequest, change: Omit<Change, 'audit'>): Promise<Performed> {
    return answeringFailures(this.changes.perform(request, { audit: auditContextOf(request), ...change }), {
      exposure,
    });
  }
}

/** Before the document of the request is compared with it. @throws RequestProblem */
export const refuseMalformedId = ({ resource }: Exposure, id: string): void => {
  if (!/^-?\d+$/.test(id)) throw new RequestProblem({ code: 'malformed-id', id, resource });
};
