import type { DataSource } from 'typeorm';

interface QueryablePool {
  query: (...parameters: unknown[]) => unknown;
}

/** Runs some work and tells the texts of the statements that it sent through the pool of a data source. */
export async function statementsOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<readonly string[]> {
  const pool = (dataSource.driver as unknown as { readonly master: QueryablePool }).master;
  const send = pool.query.bind(pool);
  const texts: string[] = [];
  pool.query = (...parameters) => {
    const [query] = parameters;
    texts.push(typeof query === 'string' ? query : (query as { readonly text: string }).text);
    return send(...parameters);
  };
  try {
    await work();
    return texts;
  } finally {
    pool.query = send;
  }
}
