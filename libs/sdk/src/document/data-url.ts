/** Bytes that are made text at once: as arguments of a call, more would not fit on some stacks. */
const portion = 0x80_00;

/** A file as an action's body has it: its media type, and its bytes in base64. */
export const dataUrlOf = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let start = 0; start < bytes.length; start += portion) {
    text += String.fromCharCode(...bytes.subarray(start, start + portion));
  }
  return `data:${file.type};base64,${btoa(text)}`;
};
