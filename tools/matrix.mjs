import { build } from './build.mjs';

build('api', 'tools');
await import('./dist/matrix/main.js');
