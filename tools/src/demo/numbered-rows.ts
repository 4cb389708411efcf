/** Rows of a table, numbered in the order they are added. */
export class NumberedRows<Sketch, Row> {
  private readonly added: Row[] = [];

  /** @param make gives a row its id, which the number is */
  constructor(
    private readonly first: number,
    private readonly make: (sketch: Sketch, number: number) => Row,
  ) {}

  get rows(): readonly Row[] {
    return this.added;
  }

  add(sketch: Sketch): Row {
    const row = this.make(sketch, this.first + this.added.length);
    this.added.push(row);
    return row;
  }
}

/** A row whose id no other row and no caller names. */
export type Anonymous<Row> = Omit<Row, 'id'> & { readonly id: number };

/** For rows of that sort. */
export const anonymousRows = <Row extends { readonly id: number }>() =>
  new NumberedRows(1, (sketch: Omit<Row, 'id'>, id): Anonymous<Row> => ({ ...sketch, id }));
