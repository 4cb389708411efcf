import { runInstalled } from './commands.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

try {
  ensureInstalled();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

console.log('Building…');
const build = runInstalled('nx', ['build', 'api'], 'pipe');
if (build.status !== 0) {
  process.stderr.write(`${build.stdout ?? ''}${build.stderr ?? ''}${build.error?.message ?? ''}`);
  console.error('The build failed.');
  process.exit(1);
}

// In this process: what stops the server (Ctrl-C, SIGTERM) reaches it directly, and it ends in its own time.
await import('../apps/api/dist/main.js');
