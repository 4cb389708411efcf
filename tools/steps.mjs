const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

const clearedLine = '\r\u001B[K';

/**
 * Shows the steps of a start, each with the time that it took: on a terminal one line for each, on which its progress changes; elsewhere
 * progress and notes are lines below it.
 */
export class Steps {
  #out;
  #step;
  /** Whether the cursor stands behind the name of the step. */
  #isOpen = false;

  constructor(out = process.stdout) {
    this.#out = out;
  }

  step(name) {
    this.#end();
    this.#step = { name, startedAt: performance.now() };
    this.#open();
  }

  progress(text) {
    if (!this.#out.isTTY) {
      this.note(text);
      return;
    }
    if (this.#isOpen) this.#out.write(clearedLine);
    this.#open(`${text} `);
  }

  note(text) {
    if (this.#isOpen) this.#out.write('\n');
    this.#isOpen = false;
    this.#out.write(`${this.#step === undefined ? '' : '  '}${text}\n`);
  }

  /** After the last step. The time is that of the process. */
  ready(text) {
    this.#end();
    this.#out.write(`Ready after ${seconds(performance.now())}\n\n${text}\n`);
  }

  #open(behind = '') {
    this.#out.write(`${this.#step.name} … ${behind}`);
    this.#isOpen = true;
  }

  #end() {
    if (this.#step === undefined) return;
    const { name, startedAt } = this.#step;
    const took = seconds(performance.now() - startedAt);
    if (!this.#isOpen) this.#out.write(`  done in ${took}\n`);
    else this.#out.write(this.#out.isTTY ? `${clearedLine}${name} … ${took}\n` : `${took}\n`);
    this.#step = undefined;
    this.#isOpen = false;
  }
}
