/**
 * The environment of the process, completed by the file `.env` of the working directory where there is one: what the environment says itself
 * comes first.
 * @throws Error when there is such a file and it cannot be read
 */
export const readEnvironment = (): NodeJS.ProcessEnv => {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw new Error('The file .env cannot be read.', { cause: error });
  }
  return process.env;
};
