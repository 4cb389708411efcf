import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { isAnybodyTold, tellEnded } from './ended-statements.js';
import { defaultLimits, type WorkLimits } from './limits.js';

/** PostgreSQL has not answered for longer than it lets any statement run. */
export class DatabaseSilent extends Error {
  override readonly name = 'DatabaseSilent';

  constructor(milliseconds: number) {
    super(`PostgreSQL has not answered for ${milliseconds} ms`);
  }
}

/** Milliseconds that PostgreSQL gets to break off by itself what has taken too long. */
const grace = 2_000;

type Ask = (...parts: never[]) => never;

/**
 * A connection to PostgreSQL whose loss fails what is asked over it and nothing else: without a listener Node would end the process. It is
 * given up when PostgreSQL stays silent, which no setting of a server that hangs can see to.
 */
export class LedgerClient extends pg.Client {
  private limits: WorkLimits = defaultLimits.working;
  private isAsked = false;
  private alarm: NodeJS.Timeout | undefined;
  /** The statement under way, when somebody wants to know how long it takes. */
  private asked: { readonly text: string; readonly began: number } | undefined;

  constructor(config?: pg.ClientConfig) {
    super(config);
    // What runs over it is told by an error of its own.
    this.on('error', () => undefined);
    this.on('drain', () => {
      this.isAsked = false;
      if (this.asked !== undefined) this.tell(this.asked);
    });
    this.once('end', () => {
      clearTimeout(this.alarm);
    });
  }

  override query(...parts: never[]): never {
    if (!this.isAsked && isAnybodyTold()) this.asked = { text: textOf(parts[0]), began: performance.now() };
    this.isAsked = true;
    if (this.alarm === undefined) this.setAlarm();
    else this.alarm.refresh();
    return (super.query.bind(this) as Ask)(...parts);
  }

  /**
   * Allows silence for as long as the limits let a statement run; PostgreSQL is told of them by settings.
   * @returns what brings the limits before back
   */
  watch(limits: WorkLimits): () => void {
    const before = this.limits;
    this.limits = limits;
    if (this.alarm !== undefined && limits !== before) this.setAlarm();
    return () => {
      this.watch(before);
    };
  }

  /** Has PostgreSQL end the statement that runs, if any. Whatever is asked afterwards is left alone. */
  breakOff(): Promise<void> {
    const { host, port } = this;
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    return new Promise((resolve) => {
      socket.setTimeout(grace, () => socket.destroy());
      socket.on('error', () => undefined);
      // PostgreSQL closes it when the statement has been told.
      socket.once('close', () => {
        resolve();
      });
      socket.end(cancelRequest(this));
    });
  }

  private tell({ text, began }: { readonly text: string; readonly began: number }): void {
    this.asked = undefined;
    tellEnded({ text, milliseconds: performance.now() - began });
  }

  private setAlarm(): void {
    clearTimeout(this.alarm);
    const patience = Math.max(this.limits.statement, this.limits.lock) + grace;
    this.alarm = setTimeout(() => {
      if (this.isAsked) socketOf(this).destroy(new DatabaseSilent(patience));
    }, patience).unref();
  }
}

/** Text of what `pg` takes as a query: a text, or an object that has one. */
const textOf = (query: unknown): string => {
  if (typeof query === 'string') return query;
  return typeof query === 'object' && query !== null && 'text' in query ? String(query.text) : '';
};

/** CancelRequest of PostgreSQL's protocol, which needs no log-in. */
const cancelRequest = (client: pg.ClientBase): Buffer => {
  const { processID, secretKey } = client as unknown as { readonly processID: number; readonly secretKey: number };
  const message = Buffer.alloc(16);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(80_877_102, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  return message;
};

/** The types of `pg` do not know it. */
const socketOf = (client: pg.ClientBase): Socket =>
  (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream;
