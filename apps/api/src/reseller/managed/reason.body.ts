import { IsOptional } from 'class-validator';
import { Text } from '../writes/body-members.js';
import { flatBody } from '../writes/flat-body.js';

/** Of methods whose path says everything but why. */
export class ReasonBody {
  /** Kept in the audit. */
  @IsOptional() @Text(1_000) readonly reason?: string | null;
}

const read = flatBody(ReasonBody);

/** A body may be absent. @throws RequestProblem */
export const readReason = (text: string): ReasonBody => read(text === '' ? '{}' : text);
