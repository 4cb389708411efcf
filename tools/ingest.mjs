import { runBuilt } from './run-built.mjs';

await runBuilt('tools', './dist/ingest/main.js');
