import { Injectable } from '@nestjs/common';
import { adminDialect, adminExposures, ApproveInvoice, everything, invoiceIdOf, type Act } from '@org/invoice-domain';
import { booksOf, LedgerTransactions } from '@org/invoice-domain/persistence';
import { isSentObject, refusalOf, RequestProblem, textIn, type SentJson } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { actOf } from '../../auth/caller.js';
import { JobSender } from '../../billing/job-sender.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { refuseMalformedId } from '../writes/admin-writes.js';
import { actionRequestOf } from './action-request.js';

interface Outcome {
  readonly id: string;
  readonly outcome: 'Approved' | 'Refused';
  /** As they would be answered to a request for this one alone. */
  readonly errors?: unknown;
}

const limit = 1_000;

/** Approves many invoices, each in a transaction of its own: one that is refused keeps no other from being approved. */
@Injectable()
export class BulkApproval {
  constructor(
    private readonly transactions: LedgerTransactions,
    private readonly jobs: JobSender,
  ) {}

  /** @returns a document whose `meta` tells the outcome of each, in the order of the request */
  async approve(request: FastifyRequest): Promise<string> {
    const { document, reason } = actionRequestOf(request);
    const act: Act = { ...actOf(request), ...(reason === undefined ? {} : { reason }) };
    const outcomes: Outcome[] = [];
    for (const id of idsIn(document['data'])) outcomes.push(await this.approveOne(id, act));
    return JSON.stringify({ meta: { outcomes } });
  }

  private async approveOne(id: string, act: Act): Promise<Outcome> {
    try {
      refuseMalformedId(adminExposures.invoice, id);
      if (!Number.isSafeInteger(Number(id))) {
        throw new RequestProblem({ code: 'record-not-found', id, resource: adminExposures.invoice.resource });
      }
      const approved = this.transactions.run(act, (manager) =>
        new ApproveInvoice().execute(booksOf(everything, manager, this.jobs.jobsOf(manager)), invoiceIdOf(Number(id))),
      );
      await answeringFailures(approved, { id });
      return { id, outcome: 'Approved' };
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      const { errors } = JSON.parse(refusalOf(adminDialect, error.problems).body) as { readonly errors: unknown };
      return { id, outcome: 'Refused', errors };
    }
  }
}

/** @throws RequestProblem unless it is a list of identifiers of invoices */
const idsIn = (data: SentJson | undefined): readonly string[] => {
  if (data === undefined || data === null)
    throw new RequestProblem({ code: 'missing-member', member: 'data', pointer: '' });
  if (!Array.isArray(data) || data.length > limit)
    throw new RequestProblem({ code: 'malformed-linkage', pointer: '/data' });
  return (data as readonly SentJson[]).map((identifier, index) => {
    const pointer = `/data/${index}`;
    if (!isSentObject(identifier) || typeof identifier['id'] !== 'string') {
      throw new RequestProblem({ code: 'malformed-linkage', pointer });
    }
    const { type = null } = identifier;
    if (type !== adminExposures.invoice.type) {
      throw new RequestProblem({ code: 'linkage-type-mismatch', type: textIn(type), pointer });
    }
    return identifier['id'];
  });
};
