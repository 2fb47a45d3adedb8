import {readdir, readFile} from 'node:fs/promises';
import {columnNames, readHeader, readOrders, scanFile, type ScannedFile} from './read-orders.ts';
import {parseImportMap, type ImportMap} from './import-map.ts';
import {ImportFileError} from './read-csv-file.ts';
import {placeCommandMaker, type ImportedOrder} from './to-place-command.ts';

const MAPS = new URL('../../maps/', import.meta.url);

/** A file that was walked through once and found readable; nothing was sent yet. */
export interface PreparedImport {
  readonly map: ImportMap;
  /** The map was chosen by the file's first line. */
  readonly recognised: boolean;
  readonly scanned: ScannedFile;
  /** Reads the file again and converts it order by order. */
  orders(): AsyncGenerator<ImportedOrder>;
}

/**
 * Gets a file ready for import: finds its map and walks through it once.
 *
 * @param mapFile a MAP.json; without one the file is recognised by its first line.
 * @throws ImportFileError, ImportMapError with sentences for a person.
 */
export async function prepareImport(file: string, mapFile?: string): Promise<PreparedImport> {
  const map = mapFile === undefined ? await recognise(file) : parseImportMap(await readMapFile(mapFile), mapFile);
  const scanned = await scanFile(file, map);
  return {
    map,
    recognised: mapFile === undefined,
    scanned,
    async *orders() {
      const toCommand = placeCommandMaker(map, scanned.columns);
      for await (const order of readOrders(scanned, map)) yield toCommand(order);
    },
  };
}

/** The first of the maps that ship with the importer whose columns are all there. */
async function recognise(file: string): Promise<ImportMap> {
  const known: string[] = [];
  for (const name of (await readdir(MAPS)).filter((entry) => entry.endsWith('.json')).toSorted()) {
    const map = parseImportMap(await readFile(new URL(name, MAPS), 'utf8'), name);
    const header = await readHeader(file, map);
    if (columnNames(map).every((column) => header.includes(column))) return map;
    known.push(`${map.source} (${columnNames(map).join(', ')})`);
  }
  throw new ImportFileError(`${file}: its first line is of no file this importer knows: ${known.join('; ')}. Describe its columns in a map: npm run import -- FILE --map MAP.json (docs/guides/import.md).`);
}

async function readMapFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new ImportFileError(`${path}: the map cannot be read. Is the path right?`, {cause});
  }
}
