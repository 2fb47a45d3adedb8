type TypedArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The array itself while it is long enough, else a copy of at least `length` and half as long again. */
export function grown<Values extends TypedArray>(values: Values, length: number): Values {
  if (length <= values.length) return values;
  const larger = new (values.constructor as new (length: number) => Values)(Math.max(length, Math.ceil(values.length * 1.5), 256));
  larger.set(values);
  return larger;
}

