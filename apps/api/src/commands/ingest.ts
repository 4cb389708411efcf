import { runCommand } from './command.js';
import { argumentsOf } from './ingest/arguments.js';
import { ingestCommand } from './ingest/ingest-command.js';

// What imports is loaded when it is asked for: help is there at once.
const command = ingestCommand(async (kind, files, options) => {
  if (kind === 'maps' || options.printMap !== undefined) {
    const { showMappings } = await import('./ingest/show-mappings.js');
    showMappings(options);
    return;
  }
  // npm runs scripts in the workspace's root, and tells where it was called.
  const parsed = argumentsOf({ kind, files, options }, process.env['INIT_CWD'] ?? process.cwd());
  const { importFiles } = await import('./ingest/import-files.js');
  process.exitCode = await importFiles(parsed);
});

await runCommand(command);
