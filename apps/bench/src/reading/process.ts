import { text } from 'node:stream/consumers';
import { compareReads, sdkRead, type Task } from './reads.js';

const task = JSON.parse(await text(process.stdin)) as Task;
const figures = await compareReads(sdkRead(task), () => JSON.parse(task.text) as unknown, task);
process.stdout.write(JSON.stringify(figures));
