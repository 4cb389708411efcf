import type { ZoneOffsets } from '@org/kernel';
import type { Cell } from './database.js';

/** Free text, which may hold anything. */
export const free = (cell: Cell): string => (cell == null ? 'null' : JSON.stringify(cell));

/** A word from a closed list, a number that is sent as a string, a day: nothing in it has to be escaped. */
export const plain = (cell: Cell): string => (cell == null ? 'null' : `"${cell}"`);

export const integer = (cell: Cell): string => cell ?? 'null';

export const flag = (cell: Cell): string => (cell === 't' ? 'true' : 'false');

/** PostgreSQL's array of numbers. */
export const integers = (cell: Cell): string => (cell == null ? 'null' : `[${cell.slice(1, -1)}]`);

/** At least one digit behind the point, and no zeros behind that. */
export const decimal = (cell: Cell): string => {
  if (cell == null) return 'null';
  const point = cell.indexOf('.');
  if (point === -1) return `"${cell}.0"`;
  let end = cell.length;
  while (end > point + 2 && cell.charCodeAt(end - 1) === 48) end -= 1;
  return `"${cell.slice(0, end)}"`;
};

/** `2025-12-26 12:46:07.352+00` as `2025-12-26T12:46:07.352Z` */
export const utcInstant = (cell: Cell): string => {
  if (cell == null) return 'null';
  const fraction = cell.charCodeAt(19) === 46 ? cell.slice(20, -3).slice(0, 3).padEnd(3, '0') : '000';
  return `"${cell.slice(0, 10)}T${cell.slice(11, 19)}.${fraction}Z"`;
};

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** The same instant as `2025-12-26T15:46:07.352000+0300` */
export const zonedInstant = (cell: Cell, zone: ZoneOffsets): string => {
  if (cell == null) return 'null';
  const fraction = cell.charCodeAt(19) === 46 ? cell.slice(20, -3).padEnd(6, '0') : '000000';
  const seconds = Date.parse(`${cell.slice(0, 10)}T${cell.slice(11, 19)}Z`) / 1000;
  const offset = zone.at(seconds);
  const local = new Date((seconds + offset) * 1000).toISOString().slice(0, 19);
  const minutes = Math.trunc(Math.abs(offset) / 60);
  return `"${local}.${fraction}${offset < 0 ? '-' : '+'}${twoDigits(Math.trunc(minutes / 60))}${twoDigits(minutes % 60)}"`;
};

/** PostgreSQL's array of ids. */
export const idsOf = (cell: Cell): string[] => (cell == null || cell === '{}' ? [] : cell.slice(1, -1).split(','));
