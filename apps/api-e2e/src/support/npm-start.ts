import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const workspace = fileURLToPath(new URL('../../../../', import.meta.url));

/** `npm start` of the workspace, but for its working directory: that one keeps the data, and developers have data of their own. */
const scriptOf = async (): Promise<string> => {
  const { scripts } = JSON.parse(await readFile(join(workspace, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  return scripts.start.replace('tools/start.mjs', `'${join(workspace, 'tools', 'start.mjs')}'`);
};

/** `npm start` as a process group of its own, as a terminal makes one. */
export class NpmStart {
  output = '';
  readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcessByStdio<null, Readable, Readable>) {
    const collect = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  static async in(directory: string): Promise<NpmStart> {
    const manifest = { name: 'started', version: '1.0.0', scripts: { start: await scriptOf() } };
    await writeFile(join(directory, 'package.json'), JSON.stringify(manifest));
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, PORT: '0', RUN_JOBS: 'false', npm_config_update_notifier: 'false' };
    return new NpmStart(
      spawn('npm', ['start'], { cwd: directory, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
  }

  /** @throws Error with the output when the process ends without having said it */
  async says(text: string): Promise<void> {
    let code: number | null | undefined;
    void this.ended.then((ended) => (code = ended));
    while (!this.output.includes(text)) {
      if (code !== undefined) throw new Error(`npm start ended with ${String(code)} before "${text}":\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** A signal to all its processes, as a terminal sends it. */
  signalAll(signal: NodeJS.Signals): void {
    process.kill(-(this.child.pid ?? NaN), signal);
  }

  /** A signal to npm alone, as a supervisor sends it. */
  signalNpm(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** The command lines of all processes that have something to do with a directory, or that work in it. */
export const processesOf = async (directory: string): Promise<readonly string[]> => {
  const { stdout } = await run('ps', ['-A', '-ww', '-o', 'args=']);
  return stdout.split('\n').filter((line) => line.includes(directory));
};
