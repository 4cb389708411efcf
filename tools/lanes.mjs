import { performance } from 'node:perf_hooks';

const secondsSince = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/**
 * Runs one step to its end, and shows what it said at once when that is known.
 * @returns whether it succeeded
 */
async function runStep({ name, run }) {
  console.log(`── ${name}`);
  const start = performance.now();
  const { status, signal, error, output = '' } = await run();
  const outcome =
    status === 0
      ? `done in ${secondsSince(start)}`
      : `FAILED after ${secondsSince(start)} (${error?.message ?? signal ?? `exit code ${status}`})`;
  console.log(`${output.trimEnd()}\n── ${name}: ${outcome}\n`.trimStart());
  return status === 0;
}

/**
 * Runs lanes of steps side by side, the steps of a lane one after the other. No step begins once one has failed.
 * @param lanes lists of `{ name, run }`; `run` resolves to the `status`, and to the `output` unless it was shown already
 * @returns whether all of them succeeded
 */
export async function runLanes(lanes) {
  let succeeded = true;
  const runLane = async (steps) => {
    for (const step of steps) {
      if (!succeeded) return;
      if (!(await runStep(step))) succeeded = false;
    }
  };
  await Promise.all(lanes.map(runLane));
  return succeeded;
}
