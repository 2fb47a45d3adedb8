import {StringDecoder} from 'node:string_decoder';

/**
 * Lines of UTF-8 text that end with U+000A and nothing else: JSON may hold U+2028, at which Node's own reader of lines
 * would cut. The last line needs no end.
 *
 * @throws whatever the source throws.
 */
export async function* textLines(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  for await (const chunk of source) {
    const pieces = (typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))).split('\n');
    for (const [index, piece] of pieces.entries()) {
      parts.push(piece);
      if (index === pieces.length - 1) continue;
      yield parts.join('');
      parts = [];
    }
  }
  const last = parts.join('') + decoder.end();
  if (last !== '') yield last;
}
