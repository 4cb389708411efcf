import { run, type Request } from '../load.js';
import { residentMegabytesOf } from '../process-usage.js';
import type { Progress } from '../progress.js';
import type { ServerProcess } from '../server-process.js';

const stretch = 10_000;
export const memoryRequests = 100_000;

export interface Memory {
  /** The most that the process held after any stretch of requests, in the first half and in the second. */
  readonly firstHalf: number;
  readonly secondHalf: number;
}

/** Sends many requests of several kinds and looks at the memory of the process in between. */
export const memoryUnderLoad = async (
  app: ServerProcess,
  requests: readonly Request[],
  progress: Progress,
): Promise<Memory> => {
  const seen: number[] = [];
  for (let sent = 0; sent < memoryRequests; sent += stretch) {
    const request = requests[(sent / stretch) % requests.length];
    if (request === undefined) throw new Error('there is nothing to send');
    await run(app, request, { requests: stretch });
    progress.passed(memorySecondsExpected / (memoryRequests / stretch), 'memory');
    seen.push(await residentMegabytesOf(app.pid));
  }
  const half = seen.length / 2;
  return { firstHalf: Math.max(...seen.slice(0, half)), secondHalf: Math.max(...seen.slice(half)) };
};

export const memorySecondsExpected = 60;
