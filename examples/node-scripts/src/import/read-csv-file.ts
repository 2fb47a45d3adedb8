import {open} from 'node:fs/promises';
import {createGunzip} from 'node:zlib';
import {createCsvParser, CsvError, type CsvRecord} from './csv-parser.ts';

/** The file cannot be read as a whole, so nothing of it was sent. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
}

/** What a decoder writes where bytes are not text in the expected encoding. */
export const UNREADABLE_CHARACTER = '\uFFFD';

/**
 * The records of a CSV file, plain or gzip (told by its first bytes), in handfuls as they are read; the file is never
 * in memory as a whole.
 * @throws ImportFileError when the file cannot be opened or unpacked, or is not CSV, with the line.
 */
export async function* readCsvFile(path: string, {delimiter, encoding}: {delimiter: string; encoding: string}): AsyncGenerator<readonly CsvRecord[]> {
  const parser = createCsvParser(delimiter);
  const decoder = new TextDecoder(encoding);
  try {
    const file = await open(path);
    try {
      const {buffer, bytesRead} = await file.read(Buffer.alloc(2), 0, 2, 0);
      const bytes = file.createReadStream({start: 0, autoClose: false, highWaterMark: 256 * 1024});
      const isGzip = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
      const plain = isGzip ? bytes.on('error', () => undefined).pipe(createGunzip({chunkSize: 256 * 1024})) : bytes;
      for await (const chunk of plain) yield parser.push(decoder.decode(chunk as Uint8Array, {stream: true}));
      yield parser.push(decoder.decode());
      yield parser.end();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new ImportFileError(`${path}: ${sentenceFor(error)}`, {cause: error});
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof CsvError) return error.message;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return 'there is no such file.';
  if (code === 'EISDIR') return 'this is a folder, not a file.';
  if (code === 'EACCES') return 'this user may not read it.';
  if (code === 'Z_BUF_ERROR') return 'the gzip file is cut short.';
  if (code.startsWith('Z_')) return 'the gzip file is damaged.';
  return error instanceof Error ? error.message : String(error);
}
