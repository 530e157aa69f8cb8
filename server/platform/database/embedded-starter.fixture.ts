/** Starts the database in the folder it is given, says its address and stays until it is killed. */
import { createLogger } from '../logger.ts';
import { startEmbeddedDatabase } from './embedded.ts';

const [, , folder = ''] = process.argv;
const { url } = await startEmbeddedDatabase({ folder, logger: createLogger('silent'), settings: { fsync: 'off' } });
process.stdout.write(`${url}\n`);
