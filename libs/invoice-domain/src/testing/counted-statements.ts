import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';

interface Queryable {
  query?: (...parameters: unknown[]) => unknown;
}

/** Runs some work and tells the texts of the statements that it sent through the pool of a data source. */
export async function statementsOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<readonly string[]> {
  const pool = (dataSource.driver as unknown as { readonly master: Pool }).master;
  const texts: string[] = [];
  const listen = (client: Queryable): void => {
    const send = Object.getPrototypeOf(client) as Required<Queryable>;
    client.query = (...parameters) => {
      const [query] = parameters;
      texts.push(typeof query === 'string' ? query : (query as { readonly text: string }).text);
      return send.query.apply(client, parameters);
    };
  };
  const acquired = (client: PoolClient): void => {
    listen(client);
  };
  const released = (_: unknown, client: PoolClient): void => {
    delete (client as unknown as Queryable).query;
  };
  pool.on('acquire', acquired).on('release', released);
  try {
    await work();
    return texts;
  } finally {
    pool.off('acquire', acquired).off('release', released);
  }
}
