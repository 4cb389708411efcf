import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Only root may mount, and whoever may become root without being asked, as on most machines of CI services. */
const rootCommands: readonly (readonly string[])[] = [[], ['sudo', '--non-interactive']];

const mounted = async (directory: string, megabytes: number): Promise<readonly string[] | undefined> => {
  for (const prefix of rootCommands) {
    const [program, ...given] = [...prefix, 'mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory];
    const isMounted = await run(program, given).then(
      () => true,
      () => false,
    );
    if (isMounted) return prefix;
  }
  return undefined;
};

/** A file system of its own, in memory, that can be filled up. */
export class SmallDisk {
  private constructor(
    readonly directory: string,
    private readonly rootCommand: readonly string[],
  ) {}

  /** Whether this user may mount one. */
  static async isPossible(): Promise<boolean> {
    const disk = await SmallDisk.mount(1);
    await disk?.unmount();
    return disk !== undefined;
  }

  /** @returns undefined where nobody may mount one */
  static async mount(megabytes: number): Promise<SmallDisk | undefined> {
    const directory = await mkdtemp(join(tmpdir(), 'org-invoices-disk-'));
    const rootCommand = await mounted(directory, megabytes);
    if (rootCommand !== undefined) return new SmallDisk(directory, rootCommand);
    await rm(directory, { recursive: true });
    return undefined;
  }

  /** Writes until nothing more goes in. */
  async fill(): Promise<void> {
    const file = await open(this.ballast, 'a');
    try {
      for (const bytes of [2 ** 20, 2 ** 12]) await writeUntilFull(file, Buffer.alloc(bytes));
    } finally {
      await file.close();
    }
  }

  free(): Promise<void> {
    return rm(this.ballast, { force: true });
  }

  async unmount(): Promise<void> {
    const [program, ...given] = [...this.rootCommand, 'umount', this.directory];
    await run(program, given);
    await rm(this.directory, { recursive: true });
  }

  private get ballast(): string {
    return join(this.directory, 'ballast');
  }
}

const writeUntilFull = async (file: Awaited<ReturnType<typeof open>>, bytes: Buffer): Promise<void> => {
  for (;;) {
    const written = await file.write(bytes).then(
      () => true,
      () => false,
    );
    if (!written) return;
  }
};
