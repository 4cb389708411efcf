import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process that runs now. Process ids are given out again, so an id with a start time is what names a process. */
export interface RunningProcess {
  readonly pid: number;
  readonly startedAt: string;
  readonly command: string;
}

/** `undefined` when there is none, or when only its exit status is left of it. */
export const findProcess = (pid: number): Promise<RunningProcess | undefined> =>
  existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);

async function fromProc(pid: number): Promise<RunningProcess | undefined> {
  try {
    const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
    const command = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8');
    // The second field is the program's name in brackets, and may itself hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startedAt] = [fields[0], fields[19]];
    if (state === 'Z' || startedAt === undefined) return undefined;
    return { pid, startedAt, command: command.replaceAll('\0', ' ') };
  } catch {
    return undefined;
  }
}

/** For macOS. */
async function fromPs(pid: number): Promise<RunningProcess | undefined> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)], {
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    const [, state, startedAt, command] = /^\s*(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)/.exec(stdout) ?? [];
    if (state === undefined || startedAt === undefined || command === undefined) return undefined;
    return state.startsWith('Z') ? undefined : { pid, startedAt, command: `${command} ` };
  } catch {
    return undefined;
  }
}

/** Looks until the process has ended; `false` when it still runs after that time. */
export async function endsWithin(milliseconds: number, pid: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while ((await findProcess(pid)) !== undefined) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}
