/** SQLSTATE of an error; undefined for an error of another origin. */
const stateOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

export const isUniqueViolation = (error: unknown): boolean => stateOf(error) === '23505';

/** Errors after which PostgreSQL asks for a retry: serialization_failure and deadlock_detected. */
export const isRetryable = (error: unknown): boolean => stateOf(error) === '40001' || stateOf(error) === '40P01';

const attempts = 5;

/** @param work leaves nothing behind when it fails */
export const retried = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isRetryable(error)) throw error;
    }
  }
};
