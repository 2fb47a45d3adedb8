import type {GoldenStep} from '../../src/golden/golden-file.ts';

/** What a step shows that a reader of the rules may want to see an example of. */
export function shownBy({command, answer}: GoldenStep): readonly string[] {
  if (!answer.ok) return [`${command.type} refused`, `refusal ${answer.refusal.code}`];
  const {status, statusDetail, payment, fulfillment, parcels} = answer.order;
  return [
    `${command.type} allowed`,
    `status ${status}`,
    ...(statusDetail === undefined ? [`detail of ${status} none`] : [`detail ${statusDetail.code}`]),
    `payment ${payment}`,
    `fulfillment ${fulfillment}`,
    ...answer.events.map(({type}) => `event ${type}`),
    ...parcels.map(({transit}) => `transit ${transit}`),
  ];
}
