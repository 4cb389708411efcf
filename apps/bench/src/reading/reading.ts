import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { adminToken } from '../admin-token.js';
import type { BenchDatabase } from '../bench-cluster.js';
import { warmUpPairs, type Pace } from '../pairs.js';
import { programs } from '../programs.js';
import type { Progress } from '../progress.js';
import { launchOf } from '../ratios.js';
import { ServerProcess } from '../server-process.js';
import { listWith, type Answer, type Figures, type Task } from './reads.js';

/** Time that the SDK takes to read an answer, beside that of `JSON.parse` for its text. */
export interface Reading extends Figures {
  readonly name: string;
  readonly goal: number;
}

const name = 'sdk: list of 50 invoices with their accounts';
const goal = 2.5;

const secondsPerPair = 1;

/** @returns undefined when only cases with other names are wanted */
export const measureReading = async (
  database: BenchDatabase,
  only: string,
  { pairs }: Pick<Pace, 'pairs'>,
  progress: Progress,
): Promise<Reading | undefined> => {
  if (!name.includes(only)) return undefined;
  progress.expect((pairs + warmUpPairs) * secondsPerPair);
  const figures = await figuresOfProcess({ ...(await answerOfServer(database)), pairs, warmUpPairs });
  progress.passed((pairs + warmUpPairs) * secondsPerPair, name);
  return { name, goal, ...figures };
};

/** Answer of the application to the SDK. */
const answerOfServer = async (database: BenchDatabase): Promise<Answer> => {
  const app = await ServerProcess.start(launchOf(programs.app, database));
  try {
    let answer: Answer | undefined;
    const list = listWith(app.origin, await adminToken(database), async (input, init) => {
      const response = await fetch(input, init);
      answer = { text: await response.clone().text(), headers: Object.fromEntries(response.headers) };
      return response;
    });
    await list();
    if (answer === undefined) throw new Error('the SDK asked for nothing');
    return answer;
  } finally {
    await app.stop();
  }
};

/** Measured in a process of its own, which has loaded the SDK and nothing else, as a consumer has. */
const figuresOfProcess = async (task: Task): Promise<Figures> => {
  const program = fileURLToPath(new URL('./process.js', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(task));
  const [figures] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error('the process that reads answers failed');
  return JSON.parse(figures) as Figures;
};
