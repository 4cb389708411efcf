import { channel } from 'node:diagnostics_channel';

/** A statement that PostgreSQL has answered, or several that were sent together. */
export interface EndedStatement {
  /** Text of the first one, without values. */
  readonly text: string;
  /** Until the last answer. */
  readonly milliseconds: number;
}

const ended = channel('org-invoices:ended-statement');

/** Whether anybody wants to know of statements: nothing is measured otherwise. */
export const isAnybodyTold = (): boolean => ended.hasSubscribers;

export const tellEnded = (statement: EndedStatement): void => {
  ended.publish(statement);
};

/** Is told of every statement of this process over any connection, as it ends. @returns what takes that back */
export const onEndedStatement = (told: (statement: EndedStatement) => void): (() => void) => {
  const subscriber = (message: unknown): void => {
    told(message as EndedStatement);
  };
  ended.subscribe(subscriber);
  return () => {
    ended.unsubscribe(subscriber);
  };
};
