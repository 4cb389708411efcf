// Ends with 0 while the server of this container answers, and with 1 otherwise.
const port = process.env.PORT ?? '3000';
const { ok } = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(2_000) }).catch(
  () => ({
    ok: false,
  }),
);
process.exitCode = ok ? 0 : 1;
