import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitJob, logIn, readAsAdmin, readAsReseller, write } from './questions.js';
import { MatrixServer, type Built } from './server.js';

export const steps = ['start', 'login', 'admin read', 'reseller read', 'write', 'job', 'stop'] as const;
export type Step = (typeof steps)[number];

/** Duration of each step in milliseconds, and the failure that ended the visit, if any. */
export interface Visit {
  readonly milliseconds: Partial<Record<Step, number>>;
  readonly failure?: { readonly step: Step; readonly reason: string };
}

/** Starts the server on a Node, asks it, and stops it. Never throws: what fails is told. */
export const visit = async (built: Built, signal?: AbortSignal): Promise<Visit> => {
  const directory = await mkdtemp(join(tmpdir(), 'org-invoices-matrix-'));
  // Started by root, PostgreSQL runs as another user, who has to get there.
  await chmod(directory, 0o755);
  const milliseconds: Partial<Record<Step, number>> = {};
  let step: Step = 'start';
  const timed = async <Result>(name: Step, work: () => Promise<Result>): Promise<Result> => {
    signal?.throwIfAborted();
    step = name;
    const started = performance.now();
    const result = await work();
    milliseconds[name] = performance.now() - started;
    return result;
  };
  let server: MatrixServer | undefined;
  try {
    const running = await timed('start', () => MatrixServer.start(built, directory, signal));
    server = running;
    const token = await timed('login', () => logIn(running.origin));
    await timed('admin read', () => readAsAdmin(running.origin, token));
    await timed('reseller read', () => readAsReseller(running.origin));
    const invoice = await timed('write', () => write(running.origin, token));
    await timed('job', () => awaitJob(running.origin, token, invoice));
    server = undefined;
    await timed('stop', () => running.stop());
    return { milliseconds };
  } catch (error) {
    await server?.stop().catch(() => undefined);
    return { milliseconds, failure: { step, reason: error instanceof Error ? error.message : String(error) } };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
