import type { InvoiceId } from '@org/invoice-domain';
import pg from 'pg';

export const atOnce = 8;

/** As many lanes as there are connections; each takes the next. */
export const inLanes = async (
  ids: readonly InvoiceId[],
  laneOf: (index: number) => (id: InvoiceId) => Promise<void>,
): Promise<void> => {
  const waiting = ids.values();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, index) => {
      const lane = laneOf(index);
      for (const id of waiting) await lane(id);
    }),
  );
};

/** Works with as many connections as there are lanes. */
export const withClients = async <Result>(
  url: string,
  work: (clients: readonly pg.Client[]) => Promise<Result>,
): Promise<Result> => {
  const clients = Array.from({ length: atOnce }, () => new pg.Client(url));
  for (const client of clients) await client.connect();
  try {
    return await work(clients);
  } finally {
    for (const client of clients) await client.end();
  }
};
