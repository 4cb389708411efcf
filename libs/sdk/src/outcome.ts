import { InvoicesError } from './core/errors.js';

/** Outcome of a call that does not throw: `data` when `error` is undefined, and the other way round. */
export type Outcome<Result> =
  { readonly data: Result; readonly error: undefined } | { readonly data: undefined; readonly error: InvoicesError };

/** @throws what is no `InvoicesError`: a mistake in the program, or what the caller's signal was ended with */
export const outcomeOf = async <Result>(work: PromiseLike<Result>): Promise<Outcome<Result>> => {
  try {
    return { data: await work, error: undefined };
  } catch (error) {
    if (error instanceof InvoicesError) return { data: undefined, error };
    throw error;
  }
};
