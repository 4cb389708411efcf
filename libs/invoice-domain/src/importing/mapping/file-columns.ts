import { didYouMean } from '../nearest.js';
import { UnreadableUsage } from '../row-format.js';
import type { ColumnName } from './mapping.js';

/** The columns of a file by name. */
export class FileColumns {
  private readonly places = new Map<string, number>();
  private readonly repeated = new Set<string>();

  constructor(
    private readonly names: readonly string[],
    private readonly width: number,
  ) {
    names.forEach((name, place) => {
      const key = name.trim().toLowerCase();
      if (this.places.has(key)) this.repeated.add(key);
      this.places.set(key, place);
    });
  }

  /**
   * @returns the place, from 0; undefined for a column that the file may lack
   * @throws UnreadableUsage
   */
  placeOf(name: ColumnName): number | undefined {
    if (typeof name === 'number') return this.withinWidth(name);
    const key = name.trim().toLowerCase();
    const mayLack = key.endsWith('?') && !this.places.has(key);
    const wanted = mayLack ? key.slice(0, -1) : key;
    if (this.repeated.has(wanted)) throw new UnreadableUsage(`The file names ${JSON.stringify(name)} more than once.`);
    const place = this.places.get(wanted);
    if (place !== undefined || mayLack) return place;
    if (/^\d+$/.test(wanted)) return this.withinWidth(Number(wanted));
    const sentence = `The file has no column ${JSON.stringify(name)}, which the mapping reads.`;
    throw new UnreadableUsage(`${sentence}${didYouMean(name, this.names)} It has: ${this.names.join(', ')}.`);
  }

  private withinWidth(place: number): number {
    if (place <= this.width) return place - 1;
    throw new UnreadableUsage(`The file has ${this.width} columns, and the mapping reads column ${place}.`);
  }
}
