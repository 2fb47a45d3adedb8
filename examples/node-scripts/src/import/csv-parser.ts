/** One record of a CSV file and the line it begins on (1 is the first line of the file). */
export interface CsvRecord {
  readonly line: number;
  readonly values: readonly string[];
}

/** The text is not CSV: nothing after this place can be trusted. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  /** The file's own line, from 1. */
  readonly line: number;
  /** Which value of the record, from 1. */
  readonly field: number;

  constructor(line: number, field: number, message: string) {
    super(`line ${line}, value ${field}: ${message}`);
    this.line = line;
    this.field = field;
  }
}

export interface CsvParser {
  /** Takes the next piece of text, cut anywhere, and answers with the records that are complete now. */
  push(piece: string): CsvRecord[];
  /** The text is at its end. @throws CsvError when a quote is still open. */
  end(): CsvRecord[];
}

const QUOTE = 34;
const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads RFC 4180: quoted values may hold delimiters, line breaks and doubled quotes; lines end in LF, CRLF or CR, also
 * mixed; a byte order mark and empty lines are passed over. A quote in the middle of an unquoted value is text, as
 * spreadsheets read it (`7" FRAME`). Text after a closing quote is an error: nobody can tell what was meant.
 *
 * Written here because every problem must name the file's own line, and libraries count records, or both halves of CRLF.
 */
export function createCsvParser(delimiter = ','): CsvParser {
  const separator = delimiter.charCodeAt(0);
  let atStart = true;
  let line = 1;
  let recordLine = 1;
  let values: string[] = [];
  let value = '';
  /** start: nothing of the value read yet · closed: just after a quote inside a quoted value, which may be half of a pair. */
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let openedOn = 1;
  let afterCarriageReturn = false;
  let records: CsvRecord[] = [];

  function endValue(): void {
    values.push(value);
    value = '';
    state = 'start';
  }

  function endRecord(): void {
    endValue();
    if (values.length > 1 || values[0] !== '') records.push({line: recordLine, values});
    values = [];
  }

  function take(): CsvRecord[] {
    const complete = records;
    records = [];
    return complete;
  }

  /** Inside quotes up to the next quote, counting lines; answers where to go on. */
  function readQuoted(piece: string, from: number): number {
    const quote = piece.indexOf('"', from);
    const to = quote === -1 ? piece.length : quote;
    for (let at = from; at < to; at += 1) {
      const code = piece.charCodeAt(at);
      if (code === CARRIAGE_RETURN || (code === LINE_FEED && !afterCarriageReturn)) line += 1;
      afterCarriageReturn = code === CARRIAGE_RETURN;
    }
    value += piece.slice(from, to);
    if (quote === -1) return piece.length;
    afterCarriageReturn = false;
    state = 'closed';
    return quote + 1;
  }

  return {
    push(text) {
      let piece = text;
      if (atStart && piece !== '') {
        atStart = false;
        if (piece.startsWith(BYTE_ORDER_MARK)) piece = piece.slice(1);
      }
      for (let at = 0; at < piece.length; ) {
        if (state === 'quoted') {
          at = readQuoted(piece, at);
          continue;
        }
        const code = piece.charCodeAt(at);
        if (code === LINE_FEED && afterCarriageReturn) {
          afterCarriageReturn = false; // the second half of CRLF
          recordLine = line;
          at += 1;
          continue;
        }
        afterCarriageReturn = false;
        if (code === separator) {
          endValue();
          at += 1;
        } else if (code === LINE_FEED || code === CARRIAGE_RETURN) {
          endRecord();
          afterCarriageReturn = code === CARRIAGE_RETURN;
          line += 1;
          recordLine = line;
          at += 1;
        } else if (code === QUOTE && state === 'start') {
          state = 'quoted';
          openedOn = line;
          at += 1;
        } else if (code === QUOTE && state === 'closed') {
          value += '"';
          state = 'quoted';
          at += 1;
        } else if (state === 'closed') {
          throw new CsvError(line, values.length + 1, 'there is text after a closing quote. Write a quote inside a quoted value twice ("").');
        } else {
          let to = at + 1;
          while (to < piece.length && piece.charCodeAt(to) !== separator && piece.charCodeAt(to) !== LINE_FEED && piece.charCodeAt(to) !== CARRIAGE_RETURN) to += 1;
          value += piece.slice(at, to);
          state = 'plain';
          at = to;
        }
      }
      return take();
    },

    end() {
      if (state === 'quoted') throw new CsvError(openedOn, values.length + 1, 'a quote is opened here and never closed.');
      if (value !== '' || values.length > 0 || state === 'closed') endRecord();
      return take();
    },
  };
}
