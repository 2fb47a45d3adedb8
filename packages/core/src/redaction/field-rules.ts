/**
 * What becomes of one field: it stays, it goes, or another value stands in its place. A field that has to be there
 * cannot go.
 */
export type FieldRule<Value> = 'keep' | (undefined extends Value ? 'drop' : never) | ((value: NonNullable<Value>) => Value);

/** A rule for every field of a type: one that is added later does not compile until somebody has thought about it. */
export type FieldRules<Facts> = {readonly [Key in keyof Facts]-?: FieldRule<Facts[Key]>};

/**
 * The fields that have a rule, as their rules want them. Fields without one are of a newer version: nobody here knows
 * what they tell, so they go.
 */
export function withRules<Facts extends object>(rules: FieldRules<Facts>, facts: Facts): Facts {
  const result: Record<string, unknown> = {};
  for (const key in rules) {
    const value = facts[key];
    const rule = rules[key] as FieldRule<unknown>;
    if (value === undefined || rule === 'drop') continue;
    // null takes a fact away, in an edit: there is nothing to hide in it.
    result[key] = rule === 'keep' || value === null ? value : (rule as (given: unknown) => unknown)(value);
  }
  return result as Facts;
}
