import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { Reject } from '@org/invoice-domain/persistence';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Bad rows with their lines and reasons. There is a file when there are rejects; one of an earlier run goes. */
export class RejectFile {
  private file: number | undefined;

  constructor(private readonly path: string) {
    rmSync(path, { force: true });
  }

  add(rejects: readonly Reject[]): void {
    if (this.file === undefined) {
      this.file = openSync(this.path, 'w');
      writeSync(this.file, 'line,reason,row\n');
    }
    writeSync(this.file, rejects.map(({ line, reason, row }) => `${line},${quoted(reason)},${quoted(row)}\n`).join(''));
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }
}
