import { setFlagsFromString } from 'node:v8';

// The first import of the program: V8 reads the flag when it compiles what allocates.
//
// V8 moves what often outlives a young collection straight into the old space. Rows and documents of a request that waits for
// the database look like that, and then die there: under load the old space filled with them, at a third more memory
// and four times the time in the collector (docs/performance.md).
setFlagsFromString('--no-allocation-site-pretenuring');
