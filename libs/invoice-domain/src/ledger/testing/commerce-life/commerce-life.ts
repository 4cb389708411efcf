import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { isSeldomApt, type Act, type ActKind } from './act.js';
import type { ActMakers } from './act-makers.js';
import { accountOfBooks, accountOfLedger, impossibleIn } from './agreement.js';
import type { CommerceLedger } from './commerce-ledger.js';
import { approvalActs, noteActs } from './invoice-acts.js';
import { dayInMilliseconds, LifeView } from './life-view.js';
import { balanceActs, paymentActs } from './payment-acts.js';
import { returnActs } from './return-acts.js';
import { correctionActs, saleActs, termActs } from './sale-acts.js';
import { isOrderTelling, serialOutcomes } from './serial-orders.js';
import { lookAt } from './sightings.js';
import { accounts, actsOf, type ActStep, type Step } from './steps.js';
import { Tally } from './tally.js';

interface Made extends Act {
  readonly step: ActStep;
  readonly told: string;
}

/** A life of commerce: what happens in it, happens in a ledger and in the books of somebody else, which have to agree after each step. */
export class CommerceLife {
  readonly tally = new Tally();
  private readonly view: LifeView;
  private readonly makers: ActMakers;
  /** How often each kind of act has been possible. */
  private readonly chances = new Map<ActKind, number>();
  /** The acts until now. */
  private readonly acts: string[] = [];

  constructor(private readonly ledger: CommerceLedger) {
    this.view = new LifeView(ledger);
    this.makers = {
      ...{ ...saleActs(this.view), ...correctionActs(this.view), ...termActs(this.view) },
      ...{ ...paymentActs(this.view), ...balanceActs(this.view), ...returnActs(this.view) },
      ...{ ...approvalActs(this.view), ...noteActs(this.view) },
    };
  }

  /** @throws when ledger and books do not agree, with the acts that it came to */
  async live(step: Step): Promise<void> {
    try {
      await this.go(step);
    } catch (error) {
      throw new Error(`${this.acts.join('\n')}\n${error instanceof Error ? error.message : ''}`, { cause: error });
    }
  }

  private async go(step: Step): Promise<void> {
    const { ledger, view } = this;
    if (step.what === 'run') await this.run(step.days);
    else await this.do(this.actsOf(step));
    view.seen = await lookAt(ledger, view.books);
    expect(await impossibleIn(ledger)).toEqual([]);
  }

  private actsOf(step: Exclude<Step, { readonly what: 'run' }>): readonly Made[] {
    switch (step.what) {
      case 'wild':
        return this.made(step.act);
      case 'apt':
        return this.apt(step.seed).slice(0, 1);
      case 'at once':
        return this.rivals(step.seed, step.many, step.isSame);
    }
  }

  /** Time passes, and what is due is billed. */
  private async run(days: number): Promise<void> {
    const { ledger, view } = this;
    this.acts.push(`run ${days} days`);
    ledger.clock.moveTo(new Date(view.now() + days * dayInMilliseconds).toISOString());
    await ledger.bill();
    for (const account of accounts) view.books.begin(account, view.day());
    view.seen = await lookAt(ledger, view.books);
    for (const account of accounts) view.books.endOfDay(account, view.day());
    expect(await accountOfLedger(ledger)).toEqual(accountOfBooks(view.books));
  }

  private made([name, of]: ActStep): readonly Made[] {
    const act = (this.makers[name] as (of: unknown) => Act | undefined)(of);
    return act === undefined
      ? []
      : [{ ...act, step: [name, of] as ActStep, told: `${act.kind} of account ${act.account} ${fc.stringify(of)}` }];
  }

  /** Acts that the books would accept now, beginning with what has hardly been possible and hardly been done. */
  private apt(seed: number): readonly Made[] {
    const apt = actsOf(seed)
      .flatMap((act) => this.made(act))
      .filter((act) => act.inBooks(this.view.books.copy()));
    for (const { kind } of apt) this.chances.set(kind, this.chancesOf(kind) + 1);
    const frequency = ({ kind }: Act): number =>
      this.chancesOf(kind) + 3 * this.tally.accepted(kind) + (isSeldomApt(kind) ? 10 : 0);
    return apt.sort((one, other) => frequency(one) - frequency(other));
  }

  private chancesOf(kind: ActKind): number {
    return this.chances.get(kind) ?? 0;
  }

  /** Acts on one account; rather those of which the first leaves nothing to the others. */
  private rivals(seed: number, many: number, isSame: boolean): readonly Made[] {
    const apt = this.apt(seed);
    const [first] = apt;
    if (first === undefined) return [];
    if (isSame) return Array.from({ length: many }, () => this.made(first.step)).flat();
    const then = this.view.books.copy();
    first.inBooks(then);
    const others = apt.slice(1).filter(({ account }) => account === first.account);
    const isRival = new Map(others.map((act) => [act, !act.inBooks(then.copy())]));
    const rivals = others.sort((one, other) => Number(isRival.get(other)) - Number(isRival.get(one)));
    return [first, ...rivals.slice(0, many - 1)];
  }

  /** Does acts at once: it has to come out as if they had been done in some order. */
  private async do(acts: readonly Made[]): Promise<void> {
    if (acts.length === 0) return;
    this.acts.push(acts.map(({ told }) => told).join(' | '));
    const outcomes = serialOutcomes(this.view.books, acts);
    const accepted = await Promise.all(acts.map(({ inLedger }) => inLedger()));
    const account = await accountOfLedger(this.ledger);
    const fitting = outcomes.find(
      (outcome) => isDeepStrictEqual(outcome.accepted, accepted) && isDeepStrictEqual(outcome.account, account),
    );
    const kinds = acts.map(({ kind }) => kind);
    const told = outcomes.find((outcome) => isDeepStrictEqual(outcome.accepted, accepted)) ?? outcomes[0];
    expect({ kinds, accepted, account }).toEqual({
      kinds,
      accepted: (fitting ?? told)?.accepted,
      account: (fitting ?? told)?.account,
    });
    if (fitting !== undefined) this.view.books = fitting.books;
    for (const [place, { kind }] of acts.entries()) this.tally.add(kind, accepted[place] === true);
    if (acts.length === 1) return;
    const isDone = accepted.filter(Boolean).length > 1;
    this.tally.add('several at once', isDone);
    if (isOrderTelling(outcomes)) this.tally.add('several at once, in an order that tells', accepted.includes(true));
  }
}
