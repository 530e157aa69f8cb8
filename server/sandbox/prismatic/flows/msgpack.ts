/** Writes JSON-like data as MessagePack, the form in which the vendor stores the results of steps. */
export function encodeMsgpack(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.from([0xc0]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xc3 : 0xc2]);
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([header(0xdb, text.length), text]);
  }
  if (Array.isArray(value)) return Buffer.concat([header(0xdd, value.length), ...value.map(encodeMsgpack)]);
  const entries = Object.entries(value);
  return Buffer.concat([header(0xdf, entries.length), ...entries.flat().map(encodeMsgpack)]);
}

/** The forms with a length of 32 bits fit every size. */
function header(form: number, length: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt8(form, 0);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

function encodeNumber(value: number): Buffer {
  if (Number.isInteger(value) && value >= 0 && value < 128) return Buffer.from([value]);
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(0xcb, 0);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}
