/** Reads the forms of MessagePack that steps' results are made of here; a library does it in the server. */
export function readMessagePack(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (length: number): number => {
    const from = at;
    if (from + length > bytes.byteLength) throw new Error('The text ends too early');
    at += length;
    return from;
  };
  const length = () => view.getUint32(take(4));
  const text = (size: number) => Buffer.from(bytes.subarray(take(size), at)).toString('utf8');
  const list = (size: number): unknown[] => Array.from({ length: size }, () => value());
  const map = (size: number) =>
    Object.fromEntries(Array.from({ length: size }, (): [string, unknown] => [String(value()), value()]));

  function value(): unknown {
    const form = view.getUint8(take(1));
    if (form < 0x80) return form;
    if (form < 0x90) return map(form & 0x0f);
    if (form < 0xa0) return list(form & 0x0f);
    if (form < 0xc0) return text(form & 0x1f);
    if (form === 0xc0) return null;
    if (form === 0xc2 || form === 0xc3) return form === 0xc3;
    if (form === 0xc4) return bytes.slice(take(view.getUint8(take(1))), at);
    if (form === 0xcb) return view.getFloat64(take(8));
    if (form === 0xdb) return text(length());
    if (form === 0xdd) return list(length());
    if (form === 0xdf) return map(length());
    throw new Error('This form does not occur here');
  }
  return value();
}
