/** The runtime's fetch, and what became of every request that went through it. */
export class WatchedFetch {
  readonly statuses: number[] = [];
  inFlight = 0;
  mostInFlight = 0;

  readonly fetch: typeof fetch = async (input, init) => {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      const response = await fetch(input, init);
      this.statuses.push(response.status);
      return response;
    } finally {
      this.inFlight -= 1;
    }
  };
}
