import { ensureInstalled } from './ensure-installed.mjs';
import { runInstalled } from './commands.mjs';

/**
 * Builds a project, installing first what is missing, and runs one of its programs in this process: standard input, the terminal and its
 * signals belong to the program itself.
 */
export async function runBuilt(project, program) {
  try {
    ensureInstalled();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  const build = runInstalled('nx', ['build', project], 'keep');
  if (build.status !== 0) {
    process.stderr.write(`${build.stdout ?? ''}${build.stderr ?? ''}${build.error?.message ?? ''}`);
    console.error('The build failed.');
    process.exit(1);
  }
  await import(program);
}
