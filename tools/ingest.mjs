import { runInstalled } from './commands.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

try {
  ensureInstalled();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const build = runInstalled('nx', ['build', 'tools'], 'keep');
if (build.status !== 0) {
  process.stderr.write(`${build.stdout ?? ''}${build.stderr ?? ''}${build.error?.message ?? ''}`);
  console.error('The build failed.');
  process.exit(1);
}

// In this process: standard input, the terminal and its signals belong to the program itself.
await import('./dist/ingest/main.js');
