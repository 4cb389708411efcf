import { runBuilt } from './run-built.mjs';

await runBuilt('bench', '../apps/bench/dist/main.js');
