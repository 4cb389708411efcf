import type { CommerceLedger } from './commerce-ledger.js';
import { approvalSteps, noteSteps } from './invoice-steps.js';
import { paymentSteps, returnSteps } from './payment-steps.js';
import { saleSteps } from './sale-steps.js';
import { dayInMilliseconds, SharedLife } from './shared-life.js';
import { accounts, type Step, type Steps } from './steps.js';

/** A life of commerce: what happens in it, happens in a ledger and in the books of somebody else, which have to agree. */
export class CommerceLife extends SharedLife {
  private readonly steps: Steps;

  constructor(ledger: CommerceLedger) {
    super(ledger);
    this.steps = {
      ...saleSteps(this),
      ...paymentSteps(this),
      ...returnSteps(this),
      ...approvalSteps(this),
      ...noteSteps(this),
      run: ({ days }) => this.run(days),
    };
  }

  async live(step: Step): Promise<void> {
    await (this.steps[step.what] as (step: Step) => Promise<void>)(step);
  }

  private async run(days: number): Promise<void> {
    this.ledger.clock.moveTo(new Date(this.now() + days * dayInMilliseconds).toISOString());
    await this.ledger.bill();
    for (const account of accounts) this.books.begin(account, this.day());
    await this.look();
    for (const account of accounts) this.books.endOfDay(account, this.day());
  }
}
