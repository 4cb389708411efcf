import type { TransformFnParams } from 'class-transformer';

type Variable = Pick<TransformFnParams, 'value'>;

export const lines = ({ value }: Variable): unknown =>
  typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;

export const wholeNumber = ({ value }: Variable): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** With or without a fraction. */
export const number = ({ value }: Variable): unknown =>
  typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;

export const flag = ({ value }: Variable): unknown => (value === 'true' ? true : value === 'false' ? false : value);
