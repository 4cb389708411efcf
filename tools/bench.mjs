import { build } from './build.mjs';

build('api', 'bench');
// In this process: Ctrl-C and SIGTERM reach the benchmark itself.
await import('../apps/bench/dist/main.js');
