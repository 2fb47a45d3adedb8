import type {GoldenStory} from '../../src/golden/golden-file.ts';
import type {Order} from '../../src/order/order.ts';
import {DEFAULT_SETTINGS, type Settings} from '../../src/settings/settings.ts';
import {ALLOWED, REACHED, type Question} from '../../test/support/reached-refusals.ts';
import {asJson, stepOf} from './teller.ts';

/** Numbers that JSON cannot write (a quantity of NaN) cannot be asked about in a file. */
function survivesJson({command}: Question): boolean {
  return !JSON.stringify(command).includes('"quantity":null');
}

/** A way into every refusal and through every transition of both machines, gathered by the order that is asked. */
export function questionStories(): readonly GoldenStory[] {
  const gathered = new Map<string, {order: Order | undefined; settings: Partial<Settings>; questions: Question[]}>();
  for (const question of [...Object.values(REACHED).flat(), ...ALLOWED]) {
    if (!survivesJson(question)) continue;
    const settings = differences(question.context.settings);
    const key = JSON.stringify([question.order ?? null, settings]);
    const known = gathered.get(key);
    if (known === undefined) gathered.set(key, {order: question.order, settings, questions: [question]});
    else known.questions.push(question);
  }
  return [...gathered.values()].map(({order, settings, questions}, index): GoldenStory => {
    const seen = new Set<string>();
    const steps = questions
      .map(({command, context}) => stepOf(order, command, context, true))
      .filter((step) => {
        const key = JSON.stringify(step);
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      });
    return {name: nameOf(order, index), ...(Object.keys(settings).length === 0 ? {} : {settings}), ...(order === undefined ? {} : {order: asJson(order)}), steps};
  });
}

function differences(settings: Settings): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => DEFAULT_SETTINGS[name as keyof Settings] !== value));
}

function nameOf(order: Order | undefined, index: number): string {
  if (order === undefined) return `${index + 1}. no order yet`;
  const detail = order.statusDetail === undefined ? '' : ` (${order.statusDetail.code})`;
  return `${index + 1}. ${order.lifecycle}, ${order.payment}, ${order.fulfillment}: ${order.status}${detail}`;
}
