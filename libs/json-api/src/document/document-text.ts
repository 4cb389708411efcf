/**
 * Text of a document, piece after piece. The next piece is written when somebody takes it, so that a long document holds nothing else up
 * for as long as it takes. An empty piece says that there was work without text.
 */
export type DocumentText = Generator<string, void, undefined>;

/** Characters from which a text is handed out as a piece. */
export const pieceLength = 32_768;

export const wholeText = (text: DocumentText): string => [...text].join('');
