import type {Services} from '../services.ts';
import {planDemoShop} from './plan-demo-shop.ts';

/**
 * Fills an empty shop with sixty days of history, by the commands a real shop would have given. All of them are asked
 * for at once and so share one transaction: a start that is interrupted leaves the shop empty, not half filled.
 * @throws Error when a step is refused; the plan and the rules then no longer agree.
 */
export async function seedDemoShop({commands, now}: Pick<Services, 'commands' | 'now'>): Promise<number> {
  const steps = planDemoShop(Date.parse(now()));
  const answers = await Promise.all(steps.map(({request}) => commands.run(request)));
  for (const [index, answer] of answers.entries()) {
    const refusal = answer.ok ? answer.results[0]?.refusal : answer.errors[0];
    const command = steps[index]?.request.commands[0];
    if (refusal !== undefined) throw new Error(`The demo shop could not be filled: ${command?.type} of ${command?.orderId} was refused, ${JSON.stringify(refusal)}.`);
  }
  return steps.length;
}
