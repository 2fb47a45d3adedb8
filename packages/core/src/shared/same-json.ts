/**
 * Whether two values say the same as JSON, in whatever order their fields stand: databases and other languages write
 * fields in an order of their own. A field that is undefined is one that is not there.
 *
 * @example
 * isSameJson({name: '陳大文', phone: '9123'}, {phone: '9123', name: '陳大文'}) //=> true
 */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((value, index) => isSameJson(value, right[index]));
  }
  const [here, there] = [left as Readonly<Record<string, unknown>>, right as Readonly<Record<string, unknown>>];
  const names = Object.keys(here).filter((name) => here[name] !== undefined);
  if (names.length !== Object.keys(there).filter((name) => there[name] !== undefined).length) return false;
  return names.every((name) => Object.hasOwn(there, name) && isSameJson(here[name], there[name]));
}
