/** Reads little-endian numbers and text out of bytes that may be anything: what lies outside is zero, or empty. */
export class ByteReader {
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  uint16(at: number): number {
    return this.has(at, 2) ? this.view.getUint16(at, true) : 0;
  }

  uint32(at: number): number {
    return this.has(at, 4) ? this.view.getUint32(at, true) : 0;
  }

  /** Each byte as the character of its number. */
  latin1(at: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }

  private has(at: number, length: number): boolean {
    return at >= 0 && at + length <= this.bytes.length;
  }
}
