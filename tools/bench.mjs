import { run, runInstalled } from './commands.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

try {
  ensureInstalled();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

console.log('Building…');
const build = runInstalled('nx', ['run-many', '-t', 'build', '-p', 'api', 'bench'], 'keep');
if (build.status !== 0) {
  process.stderr.write(`${build.stdout ?? ''}${build.stderr ?? ''}${build.error?.message ?? ''}`);
  console.error('The build failed.');
  process.exit(1);
}

const { status } = run(process.execPath, ['apps/bench/dist/main.js', ...process.argv.slice(2)]);
process.exitCode = status ?? 1;
