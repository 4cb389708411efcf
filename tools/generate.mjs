import { runBuilt } from './run-built.mjs';

await runBuilt('api', '../apps/api/dist/commands/generate.js');
