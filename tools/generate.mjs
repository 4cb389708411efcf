import { ensureInstalled } from './ensure-installed.mjs';
import { writeRegistries } from './generate/workspace-registries.mjs';
import { runBuilt } from './run-built.mjs';

ensureInstalled();
// The documents follow from what the registries list, so these are written before anything is built that loads them.
await writeRegistries();
await runBuilt('../apps/api/dist/commands/generate.js');
