export {
  actionsWith,
  answeredExposure,
  pathSegmentsOf,
  type Action,
  type ActionDeclaration,
  type ActionEffect,
  type ActionMethod,
  type AnyAction,
  type IdsOf,
  type SentOf,
} from './action.js';
export {
  nothing,
  recordOf,
  theNewRecord,
  theNewRecords,
  theRecord,
  theRecordForNow,
  type Answer,
  type EmptyAnswer,
  type FileAnswer,
  type RecordAnswer,
  type RecordsAnswer,
  type ReportAnswer,
} from './answer.js';
export type { Body, BodyContext, DocumentForm, ValueOf } from './body.js';
export {
  changeDocument,
  creationDocument,
  identifiersDocument,
  reasonDocument,
  type Identified,
  type Reasoned,
} from './document-body.js';
export { membersDocument } from './members-document.js';
export { fileMember } from './file-member.js';
export { flatBody } from './flat-body.js';
export { optionalMember, type Member, type MemberKind, type Members, type ValuesOf } from './member.js';
export { choiceMember, listMember, mappedMember, objectMember, type ObjectRule } from './object-member.js';
export { onCollection, onPath, onRecord, type Place } from './place.js';
export {
  amountMember,
  currencyCodeMember,
  idMember,
  linkMember,
  localDateMember,
  oneOfMember,
  textMember,
} from './simple-members.js';
