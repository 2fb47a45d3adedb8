import type {IdSource} from '../ports/id-source.ts';

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * Makes UUIDv7 (RFC 9562) with `crypto.getRandomValues`, which works where `randomUUID` does not: plain HTTP. Ids of
 * one source rise, also within one millisecond and when the clock is set back; nothing may rely on it across devices.
 *
 * @param nowMs milliseconds since 1970.
 */
export function createIdSource(nowMs: () => number = Date.now): IdSource {
  let lastMs = 0;
  let counter = 0;
  return {
    newId() {
      const bytes = crypto.getRandomValues(new Uint8Array(10));
      const byte = (index: number): number => bytes[index] as number;
      const ms = nowMs();
      if (ms > lastMs) {
        lastMs = ms;
        // The counter starts low enough to count on for a thousand ids of one millisecond.
        counter = ((byte(0) << 8) | byte(1)) & 0x7ff;
      } else {
        counter += 1;
        if (counter > 0xfff) {
          counter = 0;
          lastMs += 1;
        }
      }
      const time = hex(lastMs, 12);
      const variant = hex(0x8000 | (((byte(2) << 8) | byte(3)) & 0x3fff), 4);
      const rest = [4, 5, 6, 7, 8, 9].map((index) => hex(byte(index), 2)).join('');
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${variant}-${rest}`;
    },
  };
}
