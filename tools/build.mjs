import { runInstalled } from './commands.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

/** Installs what is missing and builds projects with all that they need. Ends this process with a message when that fails. */
export function build(...projects) {
  try {
    ensureInstalled();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  console.log('Building…');
  const { status, stdout, stderr, error } = runInstalled('nx', ['run-many', '-t', 'build', '-p', ...projects], 'keep');
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  console.error('The build failed.');
  process.exit(1);
}
