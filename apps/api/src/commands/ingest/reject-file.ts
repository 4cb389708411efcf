import { closeSync, openSync, readSync, rmSync, statSync, writeSync, type Stats } from 'node:fs';
import { beginsRejects, rejectsMark, remark, UnreadableUsage, type Reject } from '@org/invoice-domain/persistence';

const introduction = [
  rejectsMark,
  `${remark}Mend the rows and bring this file in by itself. Lines like these are passed over.`,
];

/** How files of rejects began before they could be brought in. */
const formerStart = 'line,reason,row\n';

const startBytes = 64;

const startOf = (path: string): Buffer => {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(startBytes);
    return start.subarray(0, readSync(file, start));
  } finally {
    closeSync(file);
  }
};

const found = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

/** Whether a file is one of rejects that this program wrote. */
export const isRejectFile = (path: string): boolean => {
  if (found(path)?.isFile() !== true) return false;
  const start = startOf(path);
  return beginsRejects(start) || start.toString('latin1').startsWith(formerStart);
};

/** Bad rows as they were sent, each below its line and reason. One of an earlier run is replaced, and goes when there are none. */
export class RejectFile {
  private file: number | undefined;

  /** @throws UnreadableUsage when there is a file that this program has not written */
  constructor(private readonly path: string) {
    const earlier = found(path);
    if (earlier !== undefined && !this.mayBeReplaced(earlier))
      throw new UnreadableUsage(`the rejects would overwrite ${path}, which holds no rejects.`);
  }

  /** @param head what stood before all rows */
  add(rejects: readonly Reject[], head: string): void {
    if (this.file === undefined) {
      this.file = openSync(this.path, 'w');
      writeSync(this.file, `${introduction.join('\n')}\n${head}`);
    }
    writeSync(
      this.file,
      rejects.map(({ line, reason, row }) => `${remark}line ${line}: ${onOneLine(reason)}\n${row}\n`).join(''),
    );
  }

  /** @param isDone whether the whole file has been read, so that earlier rejects are out of date */
  close(isDone: boolean): void {
    if (this.file !== undefined) closeSync(this.file);
    else if (isDone && found(this.path)?.isFile() === true) rmSync(this.path);
  }

  private mayBeReplaced(earlier: Stats): boolean {
    return !earlier.isFile() || earlier.size === 0 || isRejectFile(this.path);
  }
}

const onOneLine = (text: string): string => text.replace(/[\r\n]/g, ' ');
