const WALKS = ['every', 'filter', 'find', 'findIndex', 'findLast', 'flatMap', 'forEach', 'includes', 'indexOf', 'map', 'reduce', 'slice', 'some', 'toReversed'] as const;

type AnyFunction = (this: readonly unknown[], ...args: unknown[]) => unknown;

/**
 * How many entries of lists were walked over meanwhile: a measure of work that no load on the machine changes. A search
 * that ends early counts as one to the end.
 */
export function countSteps(work: () => unknown): number {
  let steps = 0;
  const prototype = Array.prototype as unknown as Record<PropertyKey, AnyFunction>;
  const originals = new Map<PropertyKey, AnyFunction>();
  for (const name of [...WALKS, Symbol.iterator]) originals.set(name, prototype[name] as AnyFunction);
  const {apply, set} = Reflect;
  for (const [name, original] of originals) {
    const counted: AnyFunction = function (...args) {
      steps += this.length;
      return apply(original, this, args);
    };
    set(prototype, name, counted);
  }
  try {
    work();
  } finally {
    for (const [name, original] of originals) set(prototype, name, original);
  }
  return steps;
}
