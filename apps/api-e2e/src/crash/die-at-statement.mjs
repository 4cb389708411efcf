import { setImmediate } from 'node:timers';
import pg from 'pg';

/**
 * Loaded before a program, it ends the program as a power cut would: without a word, right before it sends its n-th statement, or as soon
 * as it has sent its n-th COMMIT, whose answer it never reads. Counted from where the work begins: the first transaction that says in
 * whose name it writes.
 */
const beforeStatement = Number(process.env.DIE_BEFORE_STATEMENT);
const withCommit = Number(process.env.DIE_WITH_COMMIT);

const die = () => process.kill(process.pid, 'SIGKILL');

const query = pg.Client.prototype.query;
let isWorking = false;
let statements = 0;
let commits = 0;

pg.Client.prototype.query = function (...given) {
  const text = String(given[0]?.text ?? given[0]);
  isWorking ||= text.includes('ledger.actor');
  if (!isWorking) return query.apply(this, given);
  statements += 1;
  if (statements === beforeStatement) die();
  const answer = query.apply(this, given);
  if (text === 'COMMIT') {
    commits += 1;
    // Sent by then, and what the server answers is read no earlier than this.
    if (commits === withCommit) setImmediate(die);
  }
  return answer;
};
