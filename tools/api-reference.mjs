import { runInstalled } from './commands.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

try {
  ensureInstalled();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const { status } = runInstalled('typedoc', ['--options', 'libs/sdk/typedoc.json', ...process.argv.slice(2)]);
process.exitCode = status ?? 1;
