import pg from 'pg';

export type Cell = string | null | undefined;

/** A row as PostgreSQL's text. */
export type Row = readonly (string | null)[];

export interface Statement {
  readonly name: string;
  readonly text: string;
}

const asItIs = (value: string | Buffer): string | Buffer => value;
const asText = { getTypeParser: () => asItIs };

/** Runs prepared statements on a pool as large as the application's. */
export class Database {
  private readonly pool: pg.Pool;

  constructor(connectionString: string) {
    this.pool = new pg.Pool({
      connectionString,
      max: 10,
      options: '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601',
    });
  }

  async rows({ name, text }: Statement, values: string[]): Promise<readonly Row[]> {
    return (await this.pool.query<(string | null)[]>({ name, text, values, rowMode: 'array', types: asText })).rows;
  }
}
