import { Injectable } from '@nestjs/common';
import { correctionIdOf, DecideCorrection, resellerExposures, type CorrectionId } from '@org/invoice-domain';
import { PostgresCorrections, RecordDocuments } from '@org/invoice-domain/persistence';
import type { Performed } from '../../http/changes.js';
import { readReason } from '../managed/reason.body.js';
import type { ResellerRequest } from '../reseller-reach.js';
import { idInPath } from '../writes/path-id.js';
import { ResellerWrites, type Asked } from '../writes/reseller-writes.js';

const { correction } = resellerExposures;

/** What managers decide about corrections. */
@Injectable()
export class ResellerCorrections {
  private readonly decision = new DecideCorrection();

  constructor(
    private readonly writes: ResellerWrites,
    private readonly documents: RecordDocuments,
  ) {}

  decide(text: string, status: 'approved' | 'declined', from: ResellerRequest): Promise<Performed> {
    const id = (): CorrectionId => correctionIdOf(idInPath(correction.resource, text));
    const document = ({ manager, scope, context }: Asked<object>): Promise<string> =>
      this.documents.one(manager, scope, correction, String(id()), context);
    return this.writes.perform(from, {
      action: 'decide-correction',
      read: readReason,
      reason: ({ reason }) => reason ?? undefined,
      current: async (asked) => {
        await new PostgresCorrections(asked.scope, asked.manager).hold(id());
        return document(asked);
      },
      work: async (asked) => {
        await this.decision.execute(new PostgresCorrections(asked.scope, asked.manager), id(), status);
        return { status: 200, document: await document(asked) };
      },
    });
  }
}
