import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FairQueue, type FairQueueLimits } from './fair-queue.js';

const limits: FairQueueLimits = { atOnce: 3, ofOneCaller: 2, waiting: 4, patience: 50 };

let queue: FairQueue;
let told: string[];

beforeEach(() => {
  queue = new FairQueue(limits);
  told = [];
});

/** Asks for a place and notes what is told. */
const ask = (caller: string, name = caller, places = 1): (() => void) => {
  const notes = told;
  return queue.enter(caller, (isIn) => notes.push(`${name} ${isIn ? 'in' : 'away'}`), places);
};

describe('a fair queue', () => {
  it('lets in at once while there is room, and no more of one caller than it may have', () => {
    ask('a', 'a1');
    ask('a', 'a2');
    ask('a', 'a3');
    ask('b');
    ask('c');

    expect(told).toEqual(['a1 in', 'a2 in', 'b in']);
  });

  it('lets callers in by turns, not by the length of what they ask for', () => {
    const first = ask('a', 'a1');
    const second = ask('b', 'b1');
    const third = ask('c', 'c1');
    ask('a', 'a2');
    ask('a', 'a3');
    ask('b', 'b2');
    told.length = 0;
    first();
    second();
    third();

    expect(told).toEqual(['a2 in', 'b2 in', 'a3 in']);
  });

  it('lets others in who have room, past one that has not', () => {
    ask('a', 'a1');
    ask('a', 'a2');
    const leave = ask('b');
    ask('a', 'a3');
    ask('c');
    leave();

    expect(told).toEqual(['a1 in', 'a2 in', 'b in', 'c in']);
  });

  it('turns away whoever comes when too many wait, or the last of whoever has most waiting', () => {
    for (const name of ['a', 'b', 'c']) ask(name);
    for (let turn = 1; turn <= 5; turn += 1) ask('a', `a${turn}`);
    expect(told.slice(3)).toEqual(['a5 away']);
    ask('d', 'd1');
    ask('d', 'd2');
    ask('d', 'd3');

    expect(told.slice(3)).toEqual(['a5 away', 'a4 away', 'a3 away', 'd3 away']);
  });

  it('turns away who has waited for too long', async () => {
    for (const name of ['a', 'b', 'c', 'd']) ask(name);
    await pause(2 * limits.patience);

    expect(told).toEqual(['a in', 'b in', 'c in', 'd away']);
  });

  it('gives up a place once, in progress or waiting', async () => {
    const [first] = ['a', 'b', 'c'].map((name) => ask(name));
    const waiting = ask('d');
    ask('e');
    waiting();
    waiting();
    first?.();
    first?.();
    ask('f');
    await pause(2 * limits.patience);

    expect(told).toEqual(['a in', 'b in', 'c in', 'e in', 'f away']);
  });

  it('gives heavy work several places, up to all that its caller may take', () => {
    const heavy = ask('a', 'a1', 9);
    ask('a', 'a2');
    ask('b');
    ask('c');
    expect(told).toEqual(['a1 in', 'b in']);
    heavy();

    expect(told).toEqual(['a1 in', 'b in', 'a2 in', 'c in']);
  });

  it('keeps the places that are given up for heavy work whose turn it is', () => {
    const [first, second] = [ask('b', 'b1'), ask('c', 'c1')];
    ask('a', 'a heavy', 2);
    ask('d');
    expect(told).toEqual(['b1 in', 'c1 in']);
    first();
    second();

    expect(told).toEqual(['b1 in', 'c1 in', 'a heavy in', 'd in']);
  });

  it('keeps nothing of callers that have gone', () => {
    for (let turn = 0; turn < 100; turn += 1) ask(`caller ${turn}`)();

    expect(Object.values(queue).filter((part) => part instanceof Map && part.size > 0)).toEqual([]);
  });
});
