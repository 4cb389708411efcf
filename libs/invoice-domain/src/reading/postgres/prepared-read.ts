import type { Row } from '@org/json-api';
import type { Submittable } from 'pg';

/** Part of a `pg` connection that a read uses: the messages of PostgreSQL's extended query protocol. */
interface ProtocolConnection {
  readonly stream: { readonly cork: () => void; readonly uncork: () => void };
  /** Texts of the statements that this connection keeps prepared, by name. */
  readonly parsedStatements: Readonly<Record<string, string | undefined>>;
  readonly parse: (message: { readonly name: string; readonly text: string }) => void;
  readonly bind: (message: { readonly statement: string; readonly values: readonly string[] }) => void;
  readonly execute: () => void;
  readonly sync: () => void;
}

type Done = (error: Error | null, rows?: readonly Row[]) => void;

/**
 * One statement on its way through a connection of `pg`, which calls the handlers. It asks for no description of the result:
 * the plan knows its columns, every value comes as text, and `pg`'s own query would read the description anew
 * each time, at several times the cost of a short result.
 */
export class PreparedRead implements Submittable {
  /** Called by the pool's client when the read has ended; the client sets it. */
  declare callback: Done | undefined;

  private readonly rows: Row[] = [];

  /** @param name empty for a statement that is not kept */
  constructor(
    readonly name: string,
    readonly text: string,
    private readonly values: readonly string[],
  ) {
    this.callback = undefined;
  }

  submit(connection: unknown): void {
    const { name, text, values } = this;
    const protocol = connection as ProtocolConnection;
    // In one packet.
    protocol.stream.cork();
    if (name === '' || protocol.parsedStatements[name] !== text) protocol.parse({ name, text });
    protocol.bind({ statement: name, values });
    protocol.execute();
    protocol.sync();
    protocol.stream.uncork();
  }

  handleDataRow({ fields }: { readonly fields: Row }): void {
    this.rows.push(fields);
  }

  handleCommandComplete(): void {
    // The rows are handed over when the connection is ready again.
  }

  handleReadyForQuery(): void {
    this.callback?.(null, this.rows);
  }

  handleError(error: Error): void {
    this.callback?.(error);
  }
}
