import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** A file's content, a part at a time as it is wanted. It breaks off when a part is no longer there. */
export function readFile(database: JackfieldDatabase, exportId: string, bytes: number): ReadableStream<Uint8Array> {
  let position = 0;
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        if (sent >= bytes) {
          controller.close();
          return;
        }
        const part = await database
          .selectFrom('export_parts')
          .where('export_id', '=', exportId)
          .where('position', '=', position)
          .select('content')
          .executeTakeFirst();
        if (!part) throw new Error(`part ${position} of export ${exportId} is gone`);
        position += 1;
        sent += part.content.length;
        controller.enqueue(part.content);
      },
    },
    { highWaterMark: 1 },
  );
}
