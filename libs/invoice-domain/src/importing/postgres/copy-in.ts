import type { Submittable } from 'pg';

/** Part of a `pg` connection that COPY uses. */
interface ProtocolConnection {
  readonly stream: {
    readonly write: (bytes: Buffer) => boolean;
    readonly once: (event: 'drain', listener: () => void) => unknown;
  };
  readonly query: (text: string) => void;
  readonly endCopyFrom: () => void;
}

/** Pieces that fit into the processor's caches on their way through the server. */
const pieceBytes = 65_536;

const copyData = 'd'.charCodeAt(0);
const headerBytes = 5;

/** A message's length counts itself, but not its kind. */
const headerOf = (length: number): Buffer => {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(copyData);
  header.writeUInt32BE(length + headerBytes - 1, 1);
  return header;
};

/**
 * One `COPY … FROM STDIN` on its way through a connection of `pg`, which calls the handlers. All of the rows are at hand, so there is
 * no stream to be kept in step with a statement that PostgreSQL may break off at any row: what is left is then just not sent.
 */
export class CopyIn implements Submittable {
  private isOver = false;

  constructor(
    private readonly text: string,
    private readonly rows: Buffer,
    private readonly done: (error?: Error) => void,
  ) {}

  submit(connection: unknown): void {
    (connection as ProtocolConnection).query(this.text);
  }

  handleCopyInResponse(connection: unknown): void {
    this.send(connection as ProtocolConnection, 0);
  }

  private send(connection: ProtocolConnection, start: number): void {
    for (let at = start; !this.isOver;) {
      if (at >= this.rows.length) {
        connection.endCopyFrom();
        return;
      }
      const piece = this.rows.subarray(at, at + pieceBytes);
      at += piece.length;
      connection.stream.write(headerOf(piece.length));
      if (connection.stream.write(piece)) continue;
      const next = at;
      connection.stream.once('drain', () => {
        this.send(connection, next);
      });
      return;
    }
  }

  handleCommandComplete(): void {
    // The rows are in when the connection is ready again.
  }

  handleReadyForQuery(): void {
    this.isOver = true;
    this.done();
  }

  handleError(error: Error): void {
    this.isOver = true;
    this.done(error);
  }
}
