const platformClone = globalThis.structuredClone;

/** Deeper than anything that is kept or sent: perhaps a circle. */
const DEPTH_LIMIT = 64;
const NOT_PLAIN = Symbol('not plain data');

function copyPlain(value: unknown, depth: number): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return NOT_PLAIN;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEPTH_LIMIT) return NOT_PLAIN;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const item = copyPlain(value[index], depth + 1);
      if (item === NOT_PLAIN) return NOT_PLAIN;
      list.push(item);
    }
    return list;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return NOT_PLAIN;
  const record: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = copyPlain((value as Record<string, unknown>)[key], depth + 1);
    if (item === NOT_PLAIN || key === '__proto__') return NOT_PLAIN;
    record[key] = item;
  }
  return record;
}

/**
 * `structuredClone` of orders, commands and records, several times as fast: plain data is copied here, and the platform
 * does what is left, errors included. An object that stands in two places becomes two.
 */
export function quickClone<Value>(value: Value, options?: StructuredSerializeOptions): Value {
  const copied = options === undefined ? copyPlain(value, 0) : NOT_PLAIN;
  return copied === NOT_PLAIN ? platformClone(value, options) : (copied as Value);
}
