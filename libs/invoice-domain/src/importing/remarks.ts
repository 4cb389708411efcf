/** Begins each line of a file of rejects that is no row. */
export const remark = '#! ';

/** First line of every file of rejects, without its line break. */
export const rejectsMark = `${remark}rejects of npm run ingest`;

const newline = 10;

/** Behind a byte order mark. */
export const behindByteOrderMark = (bytes: Buffer): number =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;

/** Whether a text stands at a place. A program for tables may have put its line in quotes. */
const standsAt = (text: string, bytes: Buffer, at: number): boolean => {
  const start = bytes[at] === 34 ? at + 1 : at;
  return bytes[start] === text.charCodeAt(0) && bytes.toString('latin1', start, start + text.length) === text;
};

/** Whether a file that begins like this is one of rejects. */
export const beginsRejects = (bytes: Buffer): boolean => standsAt(rejectsMark, bytes, behindByteOrderMark(bytes));

/** Passes over the remarks of a file of rejects; any other file has none. */
export class Remarks {
  private isOfRejects: boolean | undefined;

  /** @returns behind a remark; undefined when there is none, or its line does not end yet */
  endAt(bytes: Buffer, at: number, isEnd: boolean): number | undefined {
    if (this.isOfRejects === false) return undefined;
    const end = bytes.indexOf(newline, at);
    if (end === -1 && !isEnd) return undefined;
    this.isOfRejects ??= standsAt(rejectsMark, bytes, at);
    if (!this.isOfRejects || !standsAt(remark, bytes, at)) return undefined;
    return end === -1 ? bytes.length : end + 1;
  }
}
