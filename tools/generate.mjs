import { runBuilt } from './run-built.mjs';

// The documents follow from what the registries list, so the registries are written, and built, before anything loads them.
await runBuilt('../apps/api/dist/commands/generate-registries.js');
await runBuilt('../apps/api/dist/commands/generate.js');
