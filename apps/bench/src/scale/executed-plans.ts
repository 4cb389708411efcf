import { planIn, type ExecutedPlan } from '@org/invoice-domain/testing';

const entry = /LOG: {2}(duration: [\d.]+ ms {2}plan:\n(?:\t.*\n?)+)/g;

/** The plans in PostgreSQL's log. Every continued line begins with a tab, those of the JSON as well as breaks within a statement. */
export const plansIn = (log: string): readonly ExecutedPlan[] =>
  [...log.matchAll(entry)].flatMap(([, message = '']) => planIn(message.replaceAll('\n\t', '\n')) ?? []);
