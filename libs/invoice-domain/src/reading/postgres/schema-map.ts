import type { DataSource, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';

const quoted = (name: string): string => `"${name}"`;

/** Properties that are read from other tables: SQL for a row of that name. */
export type Computed = Readonly<Record<string, (row: string) => string>>;

/** Table of a resource. Its names come from the entities' metadata. */
export class Table {
  readonly name: string;
  readonly key: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly metadata: EntityMetadata,
    private readonly computed: Computed = {},
  ) {
    this.name = quoted(metadata.tableName);
    this.key = singleColumn(metadata.primaryColumns, metadata.name);
  }

  /** @throws Error when the entity has no such property: declarations are checked when the plans are made */
  column(property: string): string {
    return quoted(this.metadataOf(property).databaseName);
  }

  /** SQL of a property of a row of that name: its column, or what is computed. */
  value(property: string, row: string): string {
    return this.computed[property]?.(row) ?? `${row}.${this.column(property)}`;
  }

  /** The column of a property, `id` being the key whatever its name. */
  columnOrKey(property: string): string {
    return property === 'id' ? this.key : this.column(property);
  }

  /** PostgreSQL's name of a property's type. */
  columnType(property: string): string {
    return this.dataSource.driver.normalizeType(this.metadataOf(property));
  }

  /** What is computed is never missing. */
  isNullable(property: string): boolean {
    return !(property in this.computed) && this.metadataOf(property).isNullable;
  }

  /** @throws Error when the entity has no such relation */
  hop(relationName: string): Hop {
    const relation = this.metadata.findRelationWithPropertyPath(relationName);
    if (relation === undefined) throw new Error(`${this.metadata.name} has no relation ${relationName}`);
    const target = new Table(this.dataSource, relation.inverseEntityMetadata);
    if (relation.isManyToOne) return { side: 'here', column: foreignKey(relation), target };
    if (relation.isOneToMany && relation.inverseRelation !== undefined) {
      return { side: 'there', column: foreignKey(relation.inverseRelation), target };
    }
    throw new Error(`${this.metadata.name}.${relationName} is neither many-to-one nor one-to-many`);
  }

  private metadataOf(property: string): ColumnMetadata {
    const column = this.metadata.findColumnWithPropertyName(property);
    if (column === undefined) throw new Error(`${this.metadata.name} has no column for ${property}`);
    return column;
  }
}

/** One step along a relation: the foreign key stands in the table we come from (`here`) or in the one we go to (`there`). */
export interface Hop {
  readonly side: 'here' | 'there';
  readonly column: string;
  readonly target: Table;
}

export const tableOf = (dataSource: DataSource, entity: EntityTarget<ObjectLiteral>, computed?: Computed): Table =>
  new Table(dataSource, dataSource.getMetadata(entity), computed);

/** Keys may be composite to tie a record to its account; the part that points at the other record's id is the link. */
const foreignKey = (relation: RelationMetadata): string =>
  singleColumn(
    relation.joinColumns.filter(({ referencedColumn }) => referencedColumn?.isPrimary === true),
    `${relation.entityMetadata.name}.${relation.propertyName}`,
  );

const singleColumn = (columns: readonly { readonly databaseName: string }[], owner: string): string => {
  const [column] = columns;
  if (column === undefined || columns.length !== 1) throw new Error(`${owner} needs exactly one key column`);
  return quoted(column.databaseName);
};
