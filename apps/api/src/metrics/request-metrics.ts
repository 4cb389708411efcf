import type { FastifyInstance } from 'fastify';
import { Gauge, Histogram, type Registry } from 'prom-client';

type Observer = ReturnType<Histogram['labels']>;

/** From a record that is in memory to a batch that is just bearable. */
const bucketSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

/** Counts and times requests by route, method and status, and tells how many are in progress. A route is a pattern, never a path with its ids. */
export const measureRequests = (server: FastifyInstance, registry: Registry): void => {
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: bucketSeconds,
    registers: [registry],
  });
  const observers = new Map<string, Observer>();
  const observerOf = (method: string, route: string, status: number): Observer => {
    const key = `${method} ${status} ${route}`;
    const known = observers.get(key);
    if (known !== undefined) return known;
    const observer = durations.labels({ method, route, status });
    observers.set(key, observer);
    return observer;
  };
  let inProgress = 0;
  new Gauge({
    name: 'http_requests_in_progress',
    help: 'Requests that have arrived and are not answered yet.',
    registers: [registry],
    collect() {
      this.set(inProgress);
    },
  });
  const end = (): void => {
    inProgress -= 1;
  };
  server.addHook('onRequest', (_request, { raw }, done) => {
    inProgress += 1;
    // Of an answer that was sent, and of one that nobody waits for any more.
    raw.once('close', end);
    done();
  });
  server.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
    observerOf(method, routeOptions.url ?? 'none', statusCode).observe(elapsedTime / 1_000);
    done();
  });
};
