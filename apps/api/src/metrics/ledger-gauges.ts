import { ledgerFigures, readFigure, type LedgerFigure } from '@org/invoice-domain/persistence';
import { Gauge, type Registry } from 'prom-client';
import type { EntityManager } from 'typeorm';

/** Longest time that all figures together may take: each waits for a connection, which a database that is away does not give. */
const limitMilliseconds = 8_000;

/** Figures of the ledger, read one after the other by one reader at a time. */
export class LedgerGauges {
  private readonly gauges: readonly { readonly figure: LedgerFigure; readonly gauge: Gauge }[];
  private readonly unreadable: Gauge;
  private reading: Promise<void> | undefined;

  constructor(
    registry: Registry,
    private readonly manager: EntityManager,
  ) {
    this.gauges = ledgerFigures.map((figure) => ({ figure, gauge: gaugeOf(figure, registry) }));
    this.unreadable = new Gauge({
      name: 'invoices_unreadable_figures',
      help: 'Figures of the ledger that could not be read within two seconds each, or eight in all; they are left out.',
      registers: [registry],
    });
  }

  /** Reads all of them; who asks meanwhile gets what is being read. */
  refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async read(): Promise<void> {
    const end = performance.now() + limitMilliseconds;
    let unreadable = 0;
    for (const { figure, gauge } of this.gauges) {
      if (figure.labels.length === 0) gauge.remove();
      else gauge.reset();
      if (performance.now() > end) {
        unreadable += 1;
        continue;
      }
      try {
        for (const { value, ...labels } of await readFigure(this.manager, figure)) gauge.set(labels, Number(value));
      } catch {
        unreadable += 1;
      }
    }
    this.unreadable.set(unreadable);
  }
}

const gaugeOf = ({ name, help, labels }: LedgerFigure, registry: Registry): Gauge =>
  new Gauge({ name, help, labelNames: labels, registers: [registry] });
