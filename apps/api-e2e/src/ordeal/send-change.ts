import { sendTo, type Answer } from '@org/tools/testing';
import { faultsOf } from '../conformance/rules/index.js';
import type { OrdealWorld } from './ordeal-world.js';

/**
 * Sends a change of the admin API under a key.
 * @returns the answer of a change that was made, now or before
 * @throws Error when it was refused, though nothing is wrong with it, or told in a way that is not documented
 */
export const sendChange = async (
  world: OrdealWorld,
  path: string,
  type: string,
  key: string,
  body: string,
): Promise<Answer | 'away'> => {
  const headers = {
    ...world.callers.admin,
    'content-type': type,
    'idempotency-key': key.replaceAll(' ', '-'),
  };
  const sent = { method: 'POST', headers, body };
  const answer = await sendTo(world.origin, path, sent);
  if ([200, 201].includes(answer.status)) return answer;
  const faults = faultsOf(world.origin, path, sent, answer, true);
  if (faults.length > 0 || answer.status !== 503) {
    throw new Error(`POST ${path} was answered ${answer.status}: ${answer.body} ${faults.join('; ')}`);
  }
  return 'away';
};
