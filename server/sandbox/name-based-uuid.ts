import { createHash } from 'node:crypto';

/** Makes a seed's id the same in every sandbox: a version 5 UUID's layout (RFC 9562, section 5.5) over `name`. */
export function nameBasedUuid(name: string): string {
  const bytes = createHash('sha1').update(`jackfield-sandbox:${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const text = bytes.toString('hex');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
