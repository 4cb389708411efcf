import { CommerceRefused } from '@org/invoice-domain';
import { RequestProblem, snakeCase, type AnyAction, type Problem } from '@org/json-api';

/**
 * The outcome of an action, its refusals in the words of the reseller API.
 * @throws RequestProblem where a rule refuses; Error for a refusal that the action does not declare, which nobody could have foreseen
 */
export const inRefusalsOf = async <Result>({ name, refusals }: AnyAction, work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CommerceRefused)) throw error;
    if (!refusals.includes(error.refusal))
      throw new Error(`${name} does not declare ${error.refusal}`, { cause: error });
    throw new RequestProblem(problemOf(error));
  }
};

const problemOf = ({ refusal, more: { detail, place } }: CommerceRefused): Problem => ({
  code: 'refused',
  refusal,
  ...(detail !== undefined && { detail }),
  ...(place !== undefined && { pointer: place.map((step) => `/${snakeCase(String(step))}`).join('') }),
});
