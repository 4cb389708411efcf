import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Say } from '../say.js';
import { startStep, type Step } from './step.js';

const run = promisify(execFile);

/** Commands that install and build a commit: by its own lock file and its own build. */
const buildSteps = [
  ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
  ['npx', 'nx', 'build', 'api'],
] as const;

/** A commit in a git worktree of its own, in a temporary directory. */
export class Checkout {
  private step: Step | undefined;

  private constructor(
    private readonly repository: string,
    /** The full name of the commit. */
    readonly commit: string,
    readonly directory: string,
  ) {
    process.once('exit', this.removeAtOnce);
  }

  /** @throws Error when the repository has no such commit */
  static async of(repository: string, revision: string): Promise<Checkout> {
    const commit = await commitOf(repository, revision);
    const directory = await mkdtemp(join(tmpdir(), 'org-invoices-commit-'));
    try {
      await run('git', ['worktree', 'add', '--detach', directory, commit], { cwd: repository });
    } catch (error) {
      await rm(directory, { recursive: true });
      throw error;
    }
    return new Checkout(repository, commit, directory);
  }

  /** Where the commit's built server is. */
  get server(): string {
    return join(this.directory, 'apps', 'api', 'dist', 'main.js');
  }

  /** Installs and builds the commit by its own means. @throws Error when a step fails */
  async build(say: Say): Promise<void> {
    for (const [program, ...args] of buildSteps) {
      say(`  ${[program, ...args].join(' ')}`);
      this.step = startStep(program, args, this.directory);
      await this.step.done;
    }
  }

  /** Removes the worktree, ending first what still runs in it. */
  async remove(): Promise<void> {
    this.step?.kill();
    await this.step?.done.catch(() => undefined);
    process.off('exit', this.removeAtOnce);
    await run('git', this.removal, { cwd: this.repository });
  }

  private get removal(): string[] {
    return ['worktree', 'remove', '--force', this.directory];
  }

  private readonly removeAtOnce = (): void => {
    execFileSync('git', this.removal, { cwd: this.repository, stdio: 'ignore' });
  };
}

const commitOf = async (repository: string, revision: string): Promise<string> => {
  const name = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  try {
    return (await run('git', name, { cwd: repository })).stdout.trim();
  } catch (cause) {
    throw new Error(`there is no commit ${revision}`, { cause });
  }
};
