import { writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers';
import pg from 'pg';

/**
 * Loaded before a program, it ends the program as a power cut would: without a word, right before it sends its n-th statement, or as soon
 * as it has sent its n-th statement or its n-th COMMIT, whose answer it never reads. Counted from where the work begins: the first
 * statement that is about an import, or transaction that says in whose name it writes. Without a place it lets the program live, and
 * writes down which statements it has sent.
 */
const placeIn = (name) => Number(process.env[name]);
const beforeStatement = placeIn('DIE_BEFORE_STATEMENT');
const afterStatement = placeIn('DIE_AFTER_STATEMENT');
const withCommit = placeIn('DIE_WITH_COMMIT');
const toldIn = process.env.TELL_STATEMENTS;

const die = () => process.kill(process.pid, 'SIGKILL');

const query = pg.Client.prototype.query;
const told = [];
let isWorking = false;
let commits = 0;

pg.Client.prototype.query = function (...given) {
  const text = String(given[0]?.text ?? given[0]);
  isWorking ||= text.includes('ledger.actor') || text.includes('UPDATE imports');
  if (!isWorking) return query.apply(this, given);
  told.push(text);
  if (told.length === beforeStatement) die();
  const answer = query.apply(this, given);
  if (text === 'COMMIT') commits += 1;
  // Sent by then, and what the server answers is read no earlier than this.
  if (told.length === afterStatement || (text === 'COMMIT' && commits === withCommit)) setImmediate(die);
  return answer;
};

if (toldIn !== undefined) process.on('exit', () => writeFileSync(toldIn, JSON.stringify(told)));
