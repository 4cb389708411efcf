export * from './action/index.js';
export type { Codec, Codecs, WriteContext } from './codec.js';
export {
  codecsWith,
  floatNumber,
  instantText,
  moneyText,
  plainCodecs,
  quotedFlag,
  secretMask,
  quotedInteger,
  utcMillisecondInstant,
  zonedMicrosecondInstant,
} from './codecs.js';
export type { Dialect } from './dialect.js';
export { pieceLength, wholeText, type DocumentText } from './document/document-text.js';
export { DocumentWriter, type IncludedRows } from './document/document-writer.js';
export { refusalOf, type Refusal } from './document/error-document.js';
export { resourceObjectOf, type PlainRecord } from './document/plain.js';
export { compileRowWriter, linkageText, type RowWriter } from './document/row-writer.js';
export { linkedIds, selectionOf, type Row, type SelectedRelationship, type Selection } from './document/selection.js';
export { exposeWith, type AttributeChoice, type ExposureDeclaration, type RelationshipChoice } from './expose-with.js';
export type {
  AttributeOptions,
  DeclaredFilter,
  ExposedAttribute,
  ExposedRelationship,
  Exposure,
  LinkagePolicy,
  RelationshipOptions,
  Totals,
} from './exposure.js';
export type { FieldOf, OfferedFilter, Shape, ShapeOf, Shown, ShownLink } from './exposure-shape.js';
export {
  decimal,
  flag,
  identifier,
  identifiers,
  addresses,
  secret,
  instant,
  integer,
  json,
  jsonList,
  localDate,
  oneOf,
  text,
  uuid,
  type JsonValue,
  type Kind,
  type KindName,
  type KindValues,
} from './kind.js';
export { oneOfWords, orNull, type JsonSchema } from './json-schema.js';
export { schemasOf } from './openapi/document-schemas.js';
export {
  reference,
  type Components,
  type Header,
  type OpenApiDocument,
  type Operation,
  type Parameter,
  type PathItem,
  type Reference,
  type Response,
  type Responses,
  type SecurityScheme,
  type Tag,
} from './openapi/document.js';
export { errorResponsesOf, errorSchemasOf } from './openapi/error-responses.js';
export {
  linkageOperation,
  listOperation,
  relatedOperation,
  showOperation,
  type Purpose,
  type ReadingRules,
} from './openapi/operations.js';
export { actionPaths, actionSchemas, type ActionRules, type Unserved } from './openapi/action-operations.js';
export { createOperation, removeOperation, updateOperation, type WritingRules } from './openapi/write-operations.js';
export { writeSchemasOf } from './openapi/write-schemas.js';
export { everyOccasion, problemsOn, type Occasion } from './openapi/problems.js';
export { queryParametersOf } from './openapi/query-parameters.js';
export { idSchema, objectOf, schemaReference } from './openapi/resource-schemas.js';
export { RequestProblem, type ErrorObject, type ErrorSource, type Problem } from './problem.js';
export { comparableOf, everyOperator, type Comparable, type Operator, type OperatorTable } from './query/comparable.js';
export { decodeCursor, encodeCursor, type Cursor } from './query/cursor.js';
export { allFields, type Fieldsets } from './query/fields.js';
export type { Condition, Filter } from './query/filter.js';
export { parseListQuery, parseShowQuery, type ListQuery, type ShowQuery } from './query/list-query.js';
export { filterLimit, filterValueLimit, patternLengthLimit, patternLimit, sortKeyLimit } from './query/query-limits.js';
export { defaultPageSize, maximumPageSize, type CursorPage, type NumberedPage, type Page } from './query/page.js';
export { parametersOf, type Parameters } from './query/parameters.js';
export type { SortKey } from './query/sort-key.js';
export { listDocument, type ListAddress, type ListParts } from './document/list-document.js';
export type { Neighbours } from './document/pagination.js';
export { csvFields, csvLine } from './query/csv-line.js';
export {
  includedRecordLimit,
  includeDepthLimit,
  includePathLimit,
  noIncludes,
  parseInclude,
  type IncludeTree,
} from './query/include.js';
export { Registry } from './registry.js';
export {
  isRelationship,
  writable,
  type WithWrites,
  type WritableMember,
  type WritableMembers,
  type WriteDeclaration,
  type Writes,
} from './write/writable.js';
export { readChange, readCreation, type RecordInput } from './write/request-document.js';
export { violationProblemOf, type Violation } from './write/violation.js';
export { isSentObject, JsonNumber, readJson, textIn, type SentJson, type SentObject } from './write/json-text.js';
export { kebabCase, snakeCase, type Wire } from './wire.js';
export {
  attr,
  optional,
  resourceOf,
  toMany,
  toOne,
  type Attribute,
  type MappedAttribute,
  type Nothing,
  type Relationship,
  type Resource,
} from './resource.js';
