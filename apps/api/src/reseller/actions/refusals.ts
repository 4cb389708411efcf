import { Refused } from '@org/invoice-domain';
import type { AnyAction } from '@org/json-api';
import { answeringFailures } from '../../http/problems-of-failure.js';

/**
 * The outcome of an action.
 * @throws RequestProblem for a failure of the domain; Error for a refusal that the action does not declare, which nobody could have
 * foreseen
 */
export const inRefusalsOf = <Result>(action: AnyAction, work: Promise<Result>): Promise<Result> =>
  answeringFailures(declaredBy(action, work));

const declaredBy = async <Result>({ name, refusals }: AnyAction, work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Refused) || refusals.includes(error.refusal)) throw error;
    throw new Error(`${name} does not declare ${error.refusal}`, { cause: error });
  }
};
