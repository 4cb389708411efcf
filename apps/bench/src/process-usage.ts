import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** The command, which may hold spaces and brackets, ends at the last bracket; the fields behind it are counted from 3. */
export const cpuTicksIn = (stat: string): number => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[14 - 3]) + Number(fields[15 - 3]);
};

/** Seconds of processor time that a process has used so far, in its own code and in the kernel's. */
export const cpuSecondsOf = async (pid: number): Promise<number> =>
  cpuTicksIn(await readFile(`/proc/${pid}/stat`, 'utf8')) / ticksPerSecond;

/** Memory that a process holds, in megabytes of 1,000,000 bytes; none once it has ended. */
export const residentMegabytesOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024) / 1_000_000;
};
